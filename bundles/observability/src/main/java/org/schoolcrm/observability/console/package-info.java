/** The operator's command. */
@NullMarked
package org.schoolcrm.observability.console;

import org.jspecify.annotations.NullMarked;
