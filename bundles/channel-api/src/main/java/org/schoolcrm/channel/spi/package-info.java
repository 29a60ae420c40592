/** What a messaging channel must do. */
@Export
@Version("1.1.0")
@NullMarked
package org.schoolcrm.channel.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
