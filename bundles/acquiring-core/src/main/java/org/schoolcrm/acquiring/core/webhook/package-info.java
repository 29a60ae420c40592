/** Webhooks of banks: verified, kept, settled, acknowledged, in this order. */
@NullMarked
package org.schoolcrm.acquiring.core.webhook;

import org.jspecify.annotations.NullMarked;
