/** Bulk operations, their reports, and files for spreadsheets. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
