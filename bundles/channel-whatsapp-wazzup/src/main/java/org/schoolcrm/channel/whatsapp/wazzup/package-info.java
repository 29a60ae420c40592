/** Wazzup24 in our words. */
@NullMarked
package org.schoolcrm.channel.whatsapp.wazzup;

import org.jspecify.annotations.NullMarked;
