/** Twilio in our words. */
@NullMarked
package org.schoolcrm.channel.sms.twilio;

import org.jspecify.annotations.NullMarked;
