/** Live progress as server-sent events. */
@NullMarked
package org.schoolcrm.rest.event;

import org.jspecify.annotations.NullMarked;
