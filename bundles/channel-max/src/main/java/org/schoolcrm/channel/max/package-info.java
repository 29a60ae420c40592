/** A bot in the messenger MAX in our words. */
@NullMarked
package org.schoolcrm.channel.max;

import org.jspecify.annotations.NullMarked;
