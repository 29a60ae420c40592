/** SMS.ru in our words. */
@NullMarked
package org.schoolcrm.channel.sms.smsru;

import org.jspecify.annotations.NullMarked;
