/** Refusals as RFC 9457 problems: an enum says what, the edges say it in the caller's language. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.problem;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
