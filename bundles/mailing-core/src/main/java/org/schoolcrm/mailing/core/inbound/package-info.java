/** What providers tell by calls, and what people write to the school. */
@NullMarked
package org.schoolcrm.mailing.core.inbound;

import org.jspecify.annotations.NullMarked;
