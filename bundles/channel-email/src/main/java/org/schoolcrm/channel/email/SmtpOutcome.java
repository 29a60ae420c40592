package org.schoolcrm.channel.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

/** What a failure of the mail library means for the message: the table of protocols/channels.md 1.1. */
final class SmtpOutcome {

    private static final Pattern CODE = Pattern.compile("\\b([45]\\d\\d)\\b");

    private SmtpOutcome() {}

    static SendOutcome of(MessagingException failure, boolean bodyStarted) {
        if (failure instanceof AddressException) {
            return SendOutcome.of(Kind.REJECTED, words(failure));
        }
        if (failure instanceof AuthenticationFailedException) {
            return SendOutcome.of(code(failure) / 100 == 4 ? Kind.RETRYABLE : Kind.HELD, words(failure));
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
        if (".".equals(refused.getCommand())) {
            return SendOutcome.of(
                    code <= 0 ? Kind.UNCERTAIN : code / 100 == 4 ? Kind.RETRYABLE : Kind.REJECTED, words(refused));
        }
        boolean aboutUs = code / 100 == 5;
        return SendOutcome.of(aboutUs ? Kind.HELD : Kind.RETRYABLE, words(refused));
    }

    /** A recipient was refused; a dropped connection looks the same but has no code. */
    private static SendOutcome recipient(MessagingException failure) {
        for (@Nullable Exception next = failure;
                next instanceof MessagingException;
                next = ((MessagingException) next).getNextException()) {
            if (next instanceof SMTPAddressFailedException address) {
                return SendOutcome.of(
                        address.getReturnCode() / 100 == 5 ? Kind.REJECTED : Kind.RETRYABLE, words(address));
            }
        }
        return SendOutcome.of(Kind.RETRYABLE, words(failure));
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
