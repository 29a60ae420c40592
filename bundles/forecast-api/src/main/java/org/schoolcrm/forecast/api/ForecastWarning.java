package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import org.schoolcrm.host.spi.LessonId;

/** Something a person should look at, although it does not change the amount. */
public record ForecastWarning(Kind kind, LocalDate date, LessonId lesson) {

    /** What is odd. */
    public enum Kind {
        /** No subscription covers the lesson, so it is not charged. */
        UNPRICED_LESSON
    }
}
