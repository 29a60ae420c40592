/** What channels may call. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.channel.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
