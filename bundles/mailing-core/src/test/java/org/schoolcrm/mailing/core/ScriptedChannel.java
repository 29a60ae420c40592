package org.schoolcrm.mailing.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;

/** A channel that ends every sending as the test says and keeps its own books. */
public final class ScriptedChannel implements MessageChannel {

    public final List<String> sent = new ArrayList<>();
    public SendOutcome outcome = SendOutcome.accepted("p-1");
    public RuntimeException breaksBeforeWire;
    public RuntimeException breaksOnWire;
    public Encoding encoding = Encoding.PLAIN;
    public Consumer<MessageDraft> composes = draft -> {};
    public int composed;

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Idempotency idempotency() {
        return Idempotency.NONE;
    }

    @Override
    public Encoding encoding() {
        return encoding;
    }

    @Override
    public ComposedMessage compose(MessageDraft draft) {
        composes.accept(draft);
        composed++;
        return new ComposedMessage((draft.subject() + "|" + draft.body()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(SendRequest request, SendContext context) {
        if (breaksBeforeWire != null) {
            throw breaksBeforeWire;
        }
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        if (breaksOnWire != null) {
            throw breaksOnWire;
        }
        if (outcome.kind() == SendOutcome.Kind.ACCEPTED) {
            sent.add(request.address() + ": " + new String(request.message().bytes(), StandardCharsets.UTF_8));
        }
        return outcome;
    }
}
