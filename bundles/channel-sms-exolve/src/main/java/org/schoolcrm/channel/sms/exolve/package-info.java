/** MTS Exolve in our words. */
@NullMarked
package org.schoolcrm.channel.sms.exolve;

import org.jspecify.annotations.NullMarked;
