/** Channels that do what a test says and keep a log of their own; plain Java, so that they run anywhere. */
@NullMarked
package org.schoolcrm.channel.testkit.scripted;

import org.jspecify.annotations.NullMarked;
