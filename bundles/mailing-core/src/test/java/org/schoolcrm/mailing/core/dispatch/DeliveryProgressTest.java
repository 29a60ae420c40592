package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.spi.DeliveryProgress;

class DeliveryProgressTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PENDING,     UNDELIVERED, PENDING",
        "HELD,        UNDELIVERED, HELD",
        "RETRY_WAIT,  UNDELIVERED, RETRY_WAIT",
        "SENDING,     UNDELIVERED, SENDING",
        "ACCEPTED,    UNDELIVERED, UNDELIVERED",
        "UNCERTAIN,   UNDELIVERED, UNDELIVERED",
        "DELIVERED,   UNDELIVERED, DELIVERED",
        "UNDELIVERED, UNDELIVERED, UNDELIVERED",
        "REJECTED,    UNDELIVERED, REJECTED",
        "SUPPRESSED,  UNDELIVERED, SUPPRESSED",
        "EXPIRED,     UNDELIVERED, EXPIRED",
        "CANCELLED,   UNDELIVERED, CANCELLED",
        "DEAD,        UNDELIVERED, DEAD",
    })
    void a_failure_ends_only_what_its_provider_has(MessageState from, Kind told, MessageState to) {
        assertThat(at(from).after(receipt(told, 0)).state()).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource(MessageState.class)
    void what_was_delivered_or_read_has_arrived_whatever_we_thought(MessageState from) {
        assertThat(at(from).after(receipt(Kind.DELIVERED, 0)).state()).isEqualTo(MessageState.DELIVERED);
        assertThat(at(from).after(receipt(Kind.READ, 0)).state()).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void read_stays_read_and_delivered_stays_delivered() {
        var delivered = at(MessageState.ACCEPTED).after(receipt(Kind.DELIVERED, 1));
        var read = delivered.after(receipt(Kind.READ, 5));

        assertThat(read.moments())
                .isEqualTo(new DeliveryMoments(null, NOON.plusSeconds(1), NOON.plusSeconds(5), null, null));
        assertThat(read.after(receipt(Kind.DELIVERED, 6))).isEqualTo(read);
        assertThat(read.after(receipt(Kind.READ, 7))).isEqualTo(read);
        assertThat(read.after(receipt(Kind.UNDELIVERED, 8))).isEqualTo(read);
        assertThat(delivered.after(receipt(Kind.UNDELIVERED, 2))).isEqualTo(delivered);
    }

    @Test
    void who_has_read_a_message_has_got_it() {
        var read = at(MessageState.ACCEPTED).after(receipt(Kind.READ, 5));

        assertThat(read.moments())
                .isEqualTo(new DeliveryMoments(null, NOON.plusSeconds(5), NOON.plusSeconds(5), null, null));
        assertThat(read.after(receipt(Kind.DELIVERED, 1))).isEqualTo(read);
    }

    @Test
    void a_failure_that_was_none_is_forgotten() {
        var failed = at(MessageState.ACCEPTED).after(receipt(Kind.UNDELIVERED, 1));
        assertThat(failed.moments())
                .isEqualTo(new DeliveryMoments(null, null, null, NOON.plusSeconds(1), Cause.ADDRESS));

        assertThat(failed.after(receipt(Kind.DELIVERED, 2)))
                .isEqualTo(new DeliveryProgress(
                        MessageState.DELIVERED, new DeliveryMoments(null, NOON.plusSeconds(2), null, null, null)));
    }

    private static DeliveryProgress at(MessageState state) {
        return new DeliveryProgress(state, DeliveryMoments.NONE);
    }

    private static DeliveryReceipt receipt(Kind kind, int seconds) {
        var cause = kind == Kind.UNDELIVERED ? Cause.ADDRESS : Cause.NONE;
        return new DeliveryReceipt("e-" + seconds, "p-1", null, kind, cause, "", NOON.plusSeconds(seconds));
    }
}
