package org.schoolcrm.mailing.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;

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
    public ChannelProfile profile() {
        return new ChannelProfile(
                "email",
                "email",
                "Почта",
                "Mail",
                AddressKind.EMAIL,
                encoding,
                Idempotency.NONE,
                Pace.FREE,
                0,
                Set.of(),
                List.of());
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        composes.accept(draft);
        composed++;
        return new ComposedMessage((draft.subject() + "|" + draft.body()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
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
