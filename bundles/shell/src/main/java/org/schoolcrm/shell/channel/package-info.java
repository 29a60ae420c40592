/** Commands of the scope {@code channel}. */
@NullMarked
package org.schoolcrm.shell.channel;

import org.jspecify.annotations.NullMarked;
