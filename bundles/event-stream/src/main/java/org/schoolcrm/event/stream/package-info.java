/** Server-sent events. A library: each bundle that sends events has its own copy of these classes inside. */
@NullMarked
package org.schoolcrm.event.stream;

import org.jspecify.annotations.NullMarked;
