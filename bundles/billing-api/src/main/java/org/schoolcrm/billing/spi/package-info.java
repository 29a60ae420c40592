/** Where invoices live. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
