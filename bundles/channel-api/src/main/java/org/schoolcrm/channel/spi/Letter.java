package org.schoolcrm.channel.spi;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail shows and carries beside its text; channels of short messages do without.
 *
 * @param school who writes, as the recipient knows them
 * @param logo where its picture is, null for none
 * @param bill the only invoice that the message is about, null if there is none or several
 * @param signature who is responsible for the message, such as company and tax number; may be empty
 * @param unsubscribe where the recipient ends such messages without logging in, null where that means nothing
 */
public record Letter(
        String school,
        @Nullable URI logo,
        @Nullable Bill bill,
        String signature,
        @Nullable URI unsubscribe,
        List<Attachment> attachments) {

    public Letter {
        attachments = List.copyOf(attachments);
    }

    /**
     * What is to be paid, in words for people.
     *
     * @param facts what the invoice is, in the order in which they are read
     */
    public record Bill(String amount, List<Fact> facts) {

        public Bill {
            facts = List.copyOf(facts);
        }
    }

    /** A line such as «Оплатить до: 5 декабря 2026». */
    public record Fact(String name, String value) {}

    /** A file that goes with the message. */
    public record Attachment(String name, String type, byte[] content) {

        @Override
        public String toString() {
            return "Attachment[" + type + ", " + content.length + " bytes]";
        }
    }

    /** What is to be paid is personal: it never reaches a log. */
    @Override
    public String toString() {
        return "Letter[" + attachments + "]";
    }
}
