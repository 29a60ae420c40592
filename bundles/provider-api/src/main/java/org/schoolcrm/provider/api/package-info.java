/** What banks and providers of messages have in common: their settings, their calls and our answers. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.provider.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
