package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import org.schoolcrm.host.spi.LessonId;

/** Something a person should look at, although it does not change the amount. In order of date, then lesson. */
public record ForecastWarning(Kind kind, LocalDate date, LessonId lesson) {

    /** What is odd. */
    public enum Kind {
        /** No subscription covers the lesson, frozen ones included, so it is not charged to any account. */
        UNPRICED_LESSON,
        /** The lesson lies beyond the end of a package that is not renewed, so it is not charged. */
        PACKAGE_EXHAUSTED
    }
}
