/** Projects charges from planned lessons and billing periods; a pure function. */
@NullMarked
package org.schoolcrm.forecast.core;

import org.jspecify.annotations.NullMarked;
