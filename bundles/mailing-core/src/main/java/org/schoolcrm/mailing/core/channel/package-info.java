/** Which channel a message takes, and the circuit breaker of each channel. */
@NullMarked
package org.schoolcrm.mailing.core.channel;

import org.jspecify.annotations.NullMarked;
