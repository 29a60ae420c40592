package org.schoolcrm.itests.crash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.MessageFate;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;

/** A provider of messages that keeps books of its own, and our way to it. */
final class ScriptedProvider {

    /** A message that the provider has taken to send on. */
    record Taken(String reference, String address, String text) {}

    private static final SendOutcome NO_ANSWER = SendOutcome.of(SendOutcome.Kind.UNCERTAIN, "no answer");

    private final String name;
    private final Idempotency idempotency;
    private final List<Taken> book = new ArrayList<>();
    private final Set<String> references = new HashSet<>();
    private int loses;
    private int sendings;

    ScriptedProvider(String name, Idempotency idempotency) {
        this.name = name;
        this.idempotency = idempotency;
    }

    List<Taken> book() {
        return List.copyOf(book);
    }

    /** From now on one in so many sendings is taken and never answered. */
    void loseOneAnswerIn(int sendings) {
        loses = sendings;
    }

    MessageChannel channel(CrashPlan plan) {
        return new MessageChannel() {
            @Override
            public ChannelProfile profile() {
                return new ChannelProfile(
                        name,
                        name,
                        "Сценарий",
                        "Script",
                        AddressKind.MOBILE_PHONE,
                        Encoding.PLAIN,
                        idempotency,
                        Pace.FREE,
                        0,
                        Set.of(),
                        List.of());
            }

            @Override
            public ConnectionReport test(ProviderAccount account) {
                return new ConnectionReport(ConnectionReport.Verdict.NOT_OFFERED, "");
            }

            @Override
            public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
                return new ComposedMessage((draft.subject() + "\n" + draft.body()).getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
                return context.beforeWire() ? handOver(plan, request) : SendOutcome.leaseLost();
            }

            @Override
            public MessageFate reconcile(ProviderAccount account, String reference, Instant since) {
                return references.contains(reference) ? MessageFate.accepted(reference) : MessageFate.NOT_FOUND;
            }
        };
    }

    private SendOutcome handOver(CrashPlan plan, SendRequest request) {
        try {
            var answer = plan.call("send", () -> take(request), () -> NO_ANSWER);
            return loses > 0 && ++sendings % loses == 0 ? NO_ANSWER : answer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SendOutcome take(SendRequest request) {
        boolean known = !references.add(request.reference());
        if (!known || idempotency != Idempotency.DEDUPES) {
            var text = new String(request.message().bytes(), StandardCharsets.UTF_8);
            book.add(new Taken(request.reference(), request.address(), text));
        }
        return SendOutcome.accepted(request.reference());
    }
}
