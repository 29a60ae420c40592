/** Commands of the scope {@code acquiring}. */
@NullMarked
package org.schoolcrm.shell.acquiring;

import org.jspecify.annotations.NullMarked;
