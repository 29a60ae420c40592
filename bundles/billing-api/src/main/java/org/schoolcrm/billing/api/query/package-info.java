/** Lists of invoices: filters, order, pages, summaries. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api.query;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
