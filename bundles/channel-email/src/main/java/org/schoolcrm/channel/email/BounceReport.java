package org.schoolcrm.channel.email;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** What a mail server reports about a letter that it could not deliver (RFC 3464). */
final class BounceReport {

    private static final String STATUS_PART = "message/delivery-status";

    private BounceReport() {}

    /** Nothing for whatever tells of no message of ours, or of no end: delays, answers of absent people, replies. */
    static Optional<DeliveryReceipt> of(Message mail, ReturnPath path) throws MessagingException, IOException {
        var reference = path.referenceIn(recipients(mail));
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        var at = Optional.ofNullable(mail.getReceivedDate())
                .or(() -> Optional.ofNullable(sentDate(mail)))
                .orElseThrow(() -> new MessagingException("a report without a date"))
                .toInstant();
        var status = statusPart(mail);
        if (status.isPresent()) {
            try (var content = status.get().getInputStream()) {
                return failure(content).map(fields -> receipt(reference.get(), fields, at));
            }
        }
        return isFromServer(mail)
                ? Optional.of(
                        receipt(reference.get(), Cause.NONE, Objects.requireNonNullElse(mail.getSubject(), ""), at))
                : Optional.empty();
    }

    /** Every header in which mail servers note for whom a letter came in. */
    private static String recipients(Message mail) throws MessagingException {
        var found = new StringBuilder();
        for (var header : new String[] {"To", "Delivered-To", "X-Original-To", "Envelope-To"}) {
            found.append(String.join("\n", Objects.requireNonNullElse(mail.getHeader(header), new String[0])))
                    .append('\n');
        }
        return found.toString();
    }

    private static @Nullable Date sentDate(Message mail) {
        try {
            return mail.getSentDate();
        } catch (MessagingException e) {
            return null;
        }
    }

    private static Optional<BodyPart> statusPart(Message mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report") || !(mail.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType(STATUS_PART)) {
                return Optional.of(parts.getBodyPart(i));
            }
        }
        return Optional.empty();
    }

    /** The fields of the recipient, if delivering to them has failed for good; those of the whole report come first. */
    private static Optional<InternetHeaders> failure(InputStream content) throws MessagingException {
        for (var fields = new InternetHeaders(content); hasFields(fields); fields = new InternetHeaders(content)) {
            if ("failed".equalsIgnoreCase(field(fields, "Action"))) {
                return Optional.of(fields);
            }
        }
        return Optional.empty();
    }

    private static boolean hasFields(InternetHeaders fields) {
        return fields.getAllHeaders().hasMoreElements();
    }

    private static DeliveryReceipt receipt(String reference, InternetHeaders fields, Instant at) {
        var status = field(fields, "Status");
        var words = Stream.of(status, field(fields, "Diagnostic-Code"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        return receipt(reference, cause(status), words.replaceAll("\\s+", " "), at);
    }

    private static DeliveryReceipt receipt(String reference, Cause cause, String detail, Instant at) {
        return new DeliveryReceipt(
                reference + ":bounced", null, reference, DeliveryReceipt.Kind.UNDELIVERED, cause, detail, at);
    }

    /** A 5.1.x speaks of the address, a 5.7.x of us (channels.md 3.1). */
    private static Cause cause(String status) {
        if (status.startsWith("5.1.")) {
            return Cause.ADDRESS;
        }
        if (status.startsWith("5.7.")) {
            return Cause.POLICY;
        }
        return status.startsWith("5.3.4") ? Cause.SIZE : Cause.NONE;
    }

    /** A report that is no RFC 3464: some servers write to people only. */
    private static boolean isFromServer(Message mail) throws MessagingException {
        return Arrays.stream(Objects.requireNonNullElse(mail.getFrom(), new Address[0]))
                .map(from -> from.toString().toLowerCase(Locale.ROOT))
                .anyMatch(from -> from.contains("mailer-daemon@"));
    }

    private static String field(InternetHeaders fields, String name) {
        return Objects.requireNonNullElse(fields.getHeader(name, " "), "").strip();
    }
}
