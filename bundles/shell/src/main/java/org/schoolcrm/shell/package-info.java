/** The operator's console commands. */
@NullMarked
package org.schoolcrm.shell;

import org.jspecify.annotations.NullMarked;
