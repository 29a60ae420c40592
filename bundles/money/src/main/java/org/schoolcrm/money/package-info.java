/** Exact amounts: whole minor units with their currency, never floating point. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.money;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
