/** What forecasts need from whoever keeps them. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.forecast.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
