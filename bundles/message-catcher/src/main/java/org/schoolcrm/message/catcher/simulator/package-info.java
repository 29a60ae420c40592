/** Messaging providers that speak their real protocols on a loopback port and keep books of what they accepted. */
@NullMarked
package org.schoolcrm.message.catcher.simulator;

import org.jspecify.annotations.NullMarked;
