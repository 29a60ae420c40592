/** What a capability offers to the runtime: the handlers of its jobs. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.runtime.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
