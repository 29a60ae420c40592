/** Issuer details: whose name, bank account and logo stand on an invoice. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api.issuer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
