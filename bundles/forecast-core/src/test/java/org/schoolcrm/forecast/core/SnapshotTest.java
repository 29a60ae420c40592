package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.forecast.core.Pupil.ENGLISH;
import static org.schoolcrm.forecast.core.Pupil.GROUP;
import static org.schoolcrm.forecast.core.Pupil.days;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription.Proration;

/** What is stored with an invoice gives the same kopecks for ever. */
class SnapshotTest {

    private static final Instant AS_OF = Instant.parse("2026-09-01T06:00:00.123456Z");

    private final ForecastHistory history = new ReplayedHistory(new ProjectedForecaster());

    @Test
    void a_snapshot_alone_gives_the_same_lines_and_the_same_snapshot() {
        var forecast = everything().owes(AccountId.BASE, "2026-09-01", "2026-10-31", AS_OF);

        var again = history.replay(forecast.snapshot().document());

        assertThat(forecast.lines()).hasSizeGreaterThan(10);
        assertThat(again).isEqualTo(forecast);
    }

    @Test
    void facts_in_another_order_are_the_same_snapshot_and_the_same_forecast() {
        var forecast = everything().owes(AccountId.BASE, "2026-09-01", "2026-10-31", AS_OF);

        for (long seed = 0; seed < 50; seed++) {
            assertThat(everything().shuffled(seed).owes(AccountId.BASE, "2026-09-01", "2026-10-31", AS_OF))
                    .isEqualTo(forecast);
        }
    }

    @Test
    @DisplayName(
            "the document of version 1 is read for ever: a stored one gives the kopecks it gave when it was stored")
    void a_stored_document_of_version_1_gives_what_it_gave() {
        var stored = "{\"v\":1,\"customer\":1,\"account\":0,\"currency\":\"RUB\",\"balance\":150000,"
                + "\"zone\":\"Europe/Moscow\",\"asOf\":[1788242400,123456000],\"window\":[20697,20726],"
                + "\"subscriptions\":[[1,0,\"LESSON\",8,0,0,[1],[],20454,null,[[18262,400000]],[],[]]],"
                + "\"lessons\":[[1,[1788339600],60,1,2,1],[2,[1788426000],60,1,2,1]],"
                + "\"freezes\":[],\"discounts\":[[1,1000,0,[],[2],20454,null]]}";

        var forecast = history.replay(stored);

        assertThat(forecast.charges()).isEqualTo(rub("900"));
        assertThat(forecast.amount()).isEqualTo(rub("0"));
        assertThat(forecast.paidThrough()).isEqualTo("2026-09-03");
        assertThat(forecast.snapshot().document()).isEqualTo(stored);
    }

    @Test
    void the_hash_is_that_of_the_document_and_tells_any_change() {
        var one = new Pupil().perLesson("800", 8).lessons(1, "2026-09-02").owes("2026-09-01", "2026-09-30");
        var other = new Pupil().perLesson("800.01", 8).lessons(1, "2026-09-02").owes("2026-09-01", "2026-09-30");

        assertThat(one.snapshot().sha256())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(other.snapshot().sha256());
    }

    @Test
    void a_snapshot_names_nobody() {
        assertThat(everything().owes("2026-09-01", "2026-09-30").snapshot().document())
                .doesNotContain("Анна")
                .doesNotContain("Абонемент");
    }

    @Test
    void what_is_no_snapshot_is_refused_by_name() {
        var document = everything().owes("2026-09-01", "2026-09-30").snapshot().document();

        for (int end = 0; end < document.length(); end++) {
            var cut = document.substring(0, end);
            assertThatThrownBy(() -> history.replay(cut)).hasMessageStartingWith("snapshot-unreadable");
        }
        assertThatThrownBy(() -> history.replay(document + " ")).hasMessageStartingWith("snapshot-unreadable");
        assertThatThrownBy(() -> history.replay(document.replace("\"v\":1", "\"v\":2")))
                .hasMessageStartingWith("snapshot-unreadable");
    }

    /** Every rule at once. */
    private static Pupil everything() {
        return new Pupil()
                .with(
                        Bought.lessons("1000", 3)
                                .charged(5)
                                .forSubjects(ENGLISH)
                                .costs("1100", "2026-09-04"),
                        Bought.month("3000", "2026-08-15").posted("2026-08-15"),
                        Bought.month("1000", "2026-09-20").forTypes(GROUP).spreadOverLessons(),
                        Bought.lessons("700", 3).separate().hardLimit(1, true).forLessonsOf(45),
                        Bought.month("2500", "2026-09-10").byCalendar(Proration.BY_DAYS),
                        Bought.week("100", "2020-01-01").until("2020-12-31"))
                .lessons(9, "2026-09-02")
                .lesson("2026-09-21", "12:00", Pupil.MATHS, GROUP)
                .lesson("2026-09-22", "12:00", Lesson.Status.CANCELLED)
                .lesson("2026-09-01", "08:00", Lesson.Status.HELD)
                .lesson("2026-09-23", "12:00", 30, false, days("2026-09-01", "2026-09-30"))
                .frozen("2026-09-06", "2026-09-07")
                .frozen(2, "2026-10-15", "2026-10-16")
                .percentOff(15, "2026-09-01", "2026-09-05")
                .discount(0, rub("10"), days("2026-01-01", null), Set.of(ENGLISH), Set.of())
                .hasPaid("-33.33");
    }
}
