/** SMS Aero in our words. */
@NullMarked
package org.schoolcrm.channel.sms.smsaero;

import org.jspecify.annotations.NullMarked;
