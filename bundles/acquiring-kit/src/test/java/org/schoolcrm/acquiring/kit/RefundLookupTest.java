package org.schoolcrm.acquiring.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.kit.RefundLookup.Page;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.money.Money;

class RefundLookupTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
    private static final ListedRefund OURS = new ListedRefund("n-7", "r1", null, null, true);
    private static final ListedRefund OTHER = new ListedRefund("n-1", "r0", null, null, true);

    private final List<String> done = new ArrayList<>();

    @Test
    void a_refund_with_a_number_is_asked_about_by_it_alone() {
        query(Map.of(), "n-3", Duration.ofDays(30));

        assertThat(done).containsExactly("asked n-3");
    }

    @Test
    void the_list_is_read_to_its_last_page() {
        var pages = Map.of("", new Page(List.of(OTHER), "c-2"), "c-2", new Page(List.of(OURS), ""));

        query(pages, null, Duration.ofDays(30));

        assertThat(done).containsExactly("page ", "page c-2", "asked n-7");
    }

    @Test
    void nothing_is_sent_again_as_long_as_a_page_is_missing() {
        var outcome = query(Map.of("", new Page(List.of(OTHER), "c-2")), null, Duration.ofMinutes(5));

        assertThat(outcome.status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        assertThat(done).containsExactly("page ", "page c-2");
    }

    @Test
    void a_list_without_an_end_is_no_list() {
        var outcome = query(
                Map.of("", new Page(List.of(OTHER), "c"), "c", new Page(List.of(), "c")), null, Duration.ofMinutes(5));

        assertThat(outcome.status()).isEqualTo(RefundOutcome.Status.UNKNOWN);
        assertThat(done).hasSize(20).doesNotContain("sent");
    }

    @Test
    void what_is_not_listed_is_sent_again_only_while_its_key_is_known() {
        var empty = Map.of("", new Page(List.of(), ""));

        query(empty, null, Duration.ofHours(23));
        assertThat(done).containsExactly("page ", "sent");
        done.clear();
        assertThat(query(empty, null, Duration.ofHours(25)).status()).isEqualTo(RefundOutcome.Status.UNKNOWN);

        assertThat(done).containsExactly("page ");
    }

    private RefundOutcome query(Map<String, Page> pages, @Nullable String number, Duration age) {
        var request = new RefundRequest(
                "r1",
                new PaymentRef("order1", "1"),
                Money.of("1500.00", "RUB"),
                Money.of("0", "RUB"),
                Money.of("200.00", "RUB"),
                number,
                null,
                NOON);
        return new RefundLookup(
                        cursor -> {
                            done.add("page " + cursor);
                            return Optional.ofNullable(pages.get(cursor));
                        },
                        asked -> does("asked " + asked),
                        () -> does("sent"))
                .query(request, NOON.plus(age));
    }

    private RefundOutcome does(String what) {
        done.add(what);
        return RefundOutcome.pending("n", what);
    }
}
