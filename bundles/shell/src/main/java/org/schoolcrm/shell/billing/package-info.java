/** Commands of the scope {@code billing}. */
@NullMarked
package org.schoolcrm.shell.billing;

import org.jspecify.annotations.NullMarked;
