package org.schoolcrm.channel.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

/** What a failure of the mail library means for the message: the table of channels.md 3.1. */
final class SmtpOutcome {

    private static final Pattern CODE = Pattern.compile("\\b([45]\\d\\d)\\b");

    /** The subject of an enhanced status code (RFC 3463). */
    private static final Pattern SUBJECT = Pattern.compile("\\b[45]\\.(\\d)\\.\\d{1,3}\\b");

    private static final String ADDRESS = "1";
    private static final String MAILBOX = "2";
    private static final String ROUTING = "4";
    private static final String POLICY = "7";
    /** Whoever comes back sooner is greylisted again. */
    private static final Duration GREYLISTED = Duration.ofMinutes(5);

    private SmtpOutcome() {}

    static SendOutcome of(MessagingException failure, boolean bodyStarted) {
        if (failure instanceof AddressException) {
            return SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, words(failure));
        }
        if (failure instanceof AuthenticationFailedException) {
            return SendOutcome.of(code(failure) / 100 == 4 ? Kind.RETRYABLE : Kind.HELD, Cause.AUTH, words(failure));
        }
        if (failure instanceof SMTPSendFailedException refused) {
            return refused(refused);
        }
        if (failure instanceof SendFailedException) {
            return recipient(failure);
        }
        if (bodyStarted) {
            return SendOutcome.of(Kind.UNCERTAIN, words(failure));
        }
        return SendOutcome.of(
                code(failure) / 100 == 5 || isConfiguration(failure) ? Kind.HELD : Kind.RETRYABLE, words(failure));
    }

    /** A command was refused; after the final dot a lost answer says nothing about the message. */
    private static SendOutcome refused(SMTPSendFailedException refused) {
        int code = refused.getReturnCode();
        if (!".".equals(refused.getCommand())) {
            return SendOutcome.of(code / 100 == 5 ? Kind.HELD : Kind.RETRYABLE, Cause.SENDER, words(refused));
        }
        if (code <= 0) {
            return SendOutcome.of(Kind.UNCERTAIN, words(refused));
        }
        if (code / 100 == 4) {
            return SendOutcome.of(Kind.RETRYABLE, words(refused));
        }
        boolean large = code == 552 || words(refused).contains("5.3.4");
        var cause = large ? Cause.SIZE : subject(refused).equals(POLICY) ? Cause.POLICY : Cause.CONTENT;
        return SendOutcome.of(Kind.REJECTED, cause, words(refused));
    }

    /** A recipient was refused; a dropped connection looks the same but has no code. */
    private static SendOutcome recipient(MessagingException failure) {
        for (@Nullable Exception next = failure;
                next instanceof MessagingException;
                next = ((MessagingException) next).getNextException()) {
            if (next instanceof SMTPAddressFailedException address) {
                return recipient(address);
            }
        }
        return SendOutcome.of(Kind.RETRYABLE, words(failure));
    }

    /** Only a 5.1.x speaks of the address: a 5.7.x speaks of us, and a full mailbox or a wrong route may pass. */
    private static SendOutcome recipient(SMTPAddressFailedException refused) {
        int code = refused.getReturnCode();
        var words = words(refused);
        if (code <= 0) {
            return SendOutcome.of(Kind.RETRYABLE, words);
        }
        var named = subject(refused);
        var subject = named.isEmpty() && (code == 550 || code == 551) ? ADDRESS : named;
        if (code / 100 == 5 && !subject.equals(MAILBOX) && !subject.equals(ROUTING)) {
            var cause = subject.equals(ADDRESS) ? Cause.ADDRESS : subject.equals(POLICY) ? Cause.POLICY : Cause.NONE;
            return SendOutcome.of(Kind.REJECTED, cause, words);
        }
        return new SendOutcome(
                Kind.RETRYABLE,
                subject.equals(POLICY) ? Cause.PROVIDER_BUSY : Cause.RECIPIENT_BUSY,
                null,
                GREYLISTED,
                words);
    }

    /** Of what a refusal speaks; empty where the server does not say. */
    private static String subject(MessagingException refused) {
        var enhanced = SUBJECT.matcher(words(refused));
        return enhanced.find() ? enhanced.group(1) : "";
    }

    private static boolean isConfiguration(MessagingException failure) {
        return words(failure).contains("STARTTLS is required");
    }

    private static int code(MessagingException failure) {
        var found = CODE.matcher(words(failure));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String words(MessagingException failure) {
        var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.replaceAll("\\s+", " ").strip();
    }
}
