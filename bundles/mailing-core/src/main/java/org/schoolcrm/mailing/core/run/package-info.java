/** A run: who is eligible, what each is billed, page by page. */
@NullMarked
package org.schoolcrm.mailing.core.run;

import org.jspecify.annotations.NullMarked;
