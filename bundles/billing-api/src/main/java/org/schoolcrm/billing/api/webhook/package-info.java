/** Webhook endpoints of other systems, which subscribe to events of invoices. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api.webhook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
