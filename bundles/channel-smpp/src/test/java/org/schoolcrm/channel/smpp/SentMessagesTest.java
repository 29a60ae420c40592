package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.smpp.SmppSettings.Receipts;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendRequest;

class SentMessagesTest {

    private final SentMessages sent = new SentMessages();

    @Test
    void a_message_is_delivered_when_all_its_parts_are() {
        sent.accepted(Receipts.ALL, List.of("a", "b", "c"));

        assertThat(sent.subject("b", Kind.DELIVERED)).isEqualTo("b");
        assertThat(sent.subject("a", Kind.DELIVERED)).isEqualTo("a");
        assertThat(sent.subject("a", Kind.DELIVERED)).isEqualTo("a");
        assertThat(sent.subject("c", Kind.DELIVERED)).isEqualTo("a,b,c");
    }

    @Test
    void the_first_part_that_fails_fails_the_message() {
        sent.accepted(Receipts.ALL, List.of("a", "b"));

        assertThat(sent.subject("b", Kind.UNDELIVERED)).isEqualTo("a,b");
    }

    @Test
    void a_part_that_nobody_remembers_says_nothing_of_a_message() {
        assertThat(sent.subject("z", Kind.DELIVERED)).isEqualTo("z");
        assertThat(sent.subject("z", Kind.UNDELIVERED)).isEqualTo("z");
    }

    @Test
    void receipts_may_be_faster_than_the_answer() {
        sent.subject("a", Kind.DELIVERED);
        sent.subject("b", Kind.DELIVERED);
        sent.subject("c", Kind.UNDELIVERED);

        assertThat(sent.accepted(Receipts.ALL, List.of("a", "b")))
                .isEqualTo(new SentMessages.Accepted("a,b", Kind.DELIVERED));
        assertThat(sent.accepted(Receipts.ALL, List.of("c", "d")))
                .isEqualTo(new SentMessages.Accepted("c,d", Kind.UNDELIVERED));
    }

    @Test
    void some_receipts_may_be_faster_and_others_not() {
        sent.subject("a", Kind.DELIVERED);
        assertThat(sent.accepted(Receipts.ALL, List.of("a", "b")).fate()).isNull();

        assertThat(sent.subject("b", Kind.DELIVERED)).isEqualTo("a,b");
    }

    @Test
    void one_part_needs_no_memory() {
        sent.subject("a", Kind.DELIVERED);

        assertThat(sent.accepted(Receipts.ALL, List.of("a"))).isEqualTo(new SentMessages.Accepted("a", null));
        assertThat(sent.accepted(Receipts.LAST, List.of("x", "y"))).isEqualTo(new SentMessages.Accepted("y", null));
    }

    @Test
    void what_was_accepted_before_is_learnt_from_its_number() {
        sent.know("a,b");
        sent.know("single");
        sent.know("c,d,...");

        assertThat(sent.subject("b", Kind.UNDELIVERED)).isEqualTo("a,b");
        assertThat(sent.subject("d", Kind.UNDELIVERED)).isEqualTo("d");
    }

    @Test
    void learning_again_forgets_no_receipt() {
        sent.know("a,b");
        sent.subject("a", Kind.DELIVERED);
        sent.know("a,b");

        assertThat(sent.subject("b", Kind.DELIVERED)).isEqualTo("a,b");
    }

    @Test
    void a_number_is_no_longer_than_the_outbox_keeps() {
        var ids = IntStream.range(0, 8).mapToObj(i -> i + "x".repeat(63)).toList();

        var name = sent.accepted(Receipts.ALL, ids).providerId();

        assertThat(name)
                .hasSizeLessThanOrEqualTo(200)
                .startsWith(ids.get(0) + "," + ids.get(1))
                .endsWith(",...");
        assertThat(sent.subject(ids.get(7), Kind.UNDELIVERED)).isEqualTo(name);
    }

    @Test
    void our_reference_is_found_by_sixteen_bits_and_the_address() {
        sent.uncertain(new SendRequest("o-70000", "+79161234567", new ComposedMessage(new byte[0])));

        assertThat(sent.reference("79161234567", 70_000 & 0xffff)).contains("o-70000");
        assertThat(sent.reference("79161234568", 70_000 & 0xffff)).isEmpty();
        assertThat(sent.reference("79161234567", 42)).isEmpty();
    }
}
