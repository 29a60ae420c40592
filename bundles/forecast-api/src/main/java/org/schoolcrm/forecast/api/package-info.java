/** What a customer will owe in a period, with every line explained. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.forecast.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
