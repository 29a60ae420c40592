/** The outbox: messages are claimed, checked and sent, uncertain ones polled, delivery receipts applied. */
@NullMarked
package org.schoolcrm.mailing.core.dispatch;

import org.jspecify.annotations.NullMarked;
