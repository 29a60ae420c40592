/** Ports that every capability shares: transactions, jobs, clock, audit, secrets, HTTP, migrations. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.runtime.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
