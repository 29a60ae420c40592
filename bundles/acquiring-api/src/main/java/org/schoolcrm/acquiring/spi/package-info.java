/** What a bank adapter must do, and where payments are kept. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
