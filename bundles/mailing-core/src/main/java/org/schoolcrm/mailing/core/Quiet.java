package org.schoolcrm.mailing.core;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.Mailing.QuietHours;
import org.schoolcrm.mailing.api.Schedule;

/** The hours in which nobody wants to be written to. */
public final class Quiet {

    private Quiet() {}

    /** That moment, or the end of the quiet hours that it falls into. */
    public static Instant after(Instant moment, @Nullable QuietHours hours, ZoneId zone) {
        if (hours == null || hours.from().equals(hours.until())) {
            return moment;
        }
        var wall = LocalDateTime.ofInstant(moment, zone);
        var time = wall.toLocalTime();
        boolean overnight = hours.until().isBefore(hours.from());
        boolean evening = !time.isBefore(hours.from());
        boolean morning = time.isBefore(hours.until());
        if (overnight ? !(evening || morning) : !(evening && morning)) {
            return moment;
        }
        var day = overnight && evening ? wall.toLocalDate().plusDays(1) : wall.toLocalDate();
        return Schedule.moment(day.atTime(hours.until()), zone);
    }
}
