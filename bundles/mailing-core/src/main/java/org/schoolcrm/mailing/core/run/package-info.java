/** A run: which customers are eligible, what each is invoiced, page by page. */
@NullMarked
package org.schoolcrm.mailing.core.run;

import org.jspecify.annotations.NullMarked;
