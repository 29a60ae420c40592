/** Mailings, their templates, their runs. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.mailing.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
