/** SMSC.ru in our words. */
@NullMarked
package org.schoolcrm.channel.sms.smsc;

import org.jspecify.annotations.NullMarked;
