/** The outbox: claimed, checked, sent, asked about, receipts matched. */
@NullMarked
package org.schoolcrm.mailing.core.dispatch;

import org.jspecify.annotations.NullMarked;
