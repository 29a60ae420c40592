/** Which texts providers have approved that send nothing else, and what waits for it. */
@NullMarked
package org.schoolcrm.mailing.core.approval;

import org.jspecify.annotations.NullMarked;
