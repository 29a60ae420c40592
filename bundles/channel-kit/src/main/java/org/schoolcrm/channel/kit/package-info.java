/** What adapters of message providers share. */
@NullMarked
package org.schoolcrm.channel.kit;

import org.jspecify.annotations.NullMarked;
