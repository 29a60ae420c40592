/** The RBS gateway of Sber, Alfa-Bank and others in our words. */
@NullMarked
package org.schoolcrm.acquiring.rbs;

import org.jspecify.annotations.NullMarked;
