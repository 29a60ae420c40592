/** Start and follow a payment, hear what banks say. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.acquiring.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
