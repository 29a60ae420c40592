/** Robokassa in our words. */
@NullMarked
package org.schoolcrm.acquiring.robokassa;

import org.jspecify.annotations.NullMarked;
