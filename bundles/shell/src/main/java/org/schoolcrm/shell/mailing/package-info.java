/** Commands of the scope {@code mailing}. */
@NullMarked
package org.schoolcrm.shell.mailing;

import org.jspecify.annotations.NullMarked;
