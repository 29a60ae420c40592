/** Commands of the scope {@code forecast}. */
@NullMarked
package org.schoolcrm.shell.forecast;

import org.jspecify.annotations.NullMarked;
