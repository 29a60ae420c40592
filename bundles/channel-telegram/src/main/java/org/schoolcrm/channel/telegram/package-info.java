/** A Telegram bot in our words. */
@NullMarked
package org.schoolcrm.channel.telegram;

import org.jspecify.annotations.NullMarked;
