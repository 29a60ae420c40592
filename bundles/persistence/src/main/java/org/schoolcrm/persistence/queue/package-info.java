/** The queues of billing, as health and metrics see them. */
@NullMarked
package org.schoolcrm.persistence.queue;

import org.jspecify.annotations.NullMarked;
