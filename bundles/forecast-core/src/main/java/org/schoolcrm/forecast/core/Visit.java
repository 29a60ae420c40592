package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import org.schoolcrm.host.spi.Lesson;

/**
 * A lesson that the customer has been at, or will be.
 *
 * @param day of the branch
 * @param toCome whether it is projected: planned, not begun, inside the window
 */
record Visit(Lesson lesson, LocalDate day, boolean toCome) {}
