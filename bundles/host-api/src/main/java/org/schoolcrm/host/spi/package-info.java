/** What the CRM must provide: branches, customers, accounts, users, options, UI extension points. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.host.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
