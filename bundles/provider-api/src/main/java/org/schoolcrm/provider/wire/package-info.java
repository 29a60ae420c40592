/** How providers write: forms and digests. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.provider.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
