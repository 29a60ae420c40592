package org.schoolcrm.mailing.core.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.core.template.Rendering;
import org.schoolcrm.mailing.core.template.TagValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message by which somebody sees with his own eyes that an account sends. It is sent at once, and never again. */
record TrialMessage(ConnectedChannel channel, String address, Locale language) {

    private static final Logger LOG = LoggerFactory.getLogger(TrialMessage.class);

    SendOutcome send(Instant now) {
        var reference = "t-" + UUID.randomUUID();
        var subject = isRussian() ? "[test] Проверка сообщений школы" : "[test] A trial of the school's messages";
        try {
            var composed = channel.compose(new MessageDraft(reference, address, subject, body(), now));
            var outcome = channel.send(new SendRequest(reference, address, composed), () -> true);
            return new SendOutcome(
                    outcome.kind(),
                    outcome.cause(),
                    outcome.providerId(),
                    outcome.retryAfter(),
                    outcome.kind() == SendOutcome.Kind.ACCEPTED && channel.needsApproval()
                            ? onlyAsAnswer()
                            : RedactedText.masked(outcome.detail()));
        } catch (CompositionException e) {
            return e.outcome();
        } catch (RuntimeException e) {
            LOG.warn("A trial message was not sent by {}", channel.account(), e);
            return SendOutcome.of(SendOutcome.Kind.UNCERTAIN, SendOutcome.Cause.NONE, "");
        }
    }

    private String body() {
        var name = channel.account().name();
        var text = isRussian()
                ? "Это проверка: сообщения школы уходят через «" + name + "»."
                : "This is a trial: the school's messages go through \"" + name + "\".";
        return Rendering.body(
                "{message.text}", Map.of("message.text", TagValue.text(text).marked()), channel.encoding());
    }

    /** What no template was approved for is told to be accepted, and thrown away. */
    private String onlyAsAnswer() {
        return isRussian()
                ? "Дойдет, только если с этого номера писали школе за последние сутки"
                : "It arrives only if this number has written to the school within a day";
    }

    private boolean isRussian() {
        return language.getLanguage().equals("ru");
    }
}
