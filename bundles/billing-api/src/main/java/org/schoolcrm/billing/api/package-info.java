/** Invoices, calculation methods and what may become of them. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
