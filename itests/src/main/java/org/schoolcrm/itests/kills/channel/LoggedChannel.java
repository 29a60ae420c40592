package org.schoolcrm.itests.kills.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** Hands messages to a provider whose book is in another process and outlives every kill. */
final class LoggedChannel implements MessageChannel {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String name;
    private final Idempotency idempotency;
    private final URI book;

    LoggedChannel(String name, Idempotency idempotency, URI book) {
        this.name = name;
        this.idempotency = idempotency;
        this.book = book;
    }

    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                "logged-" + name,
                name,
                "Журнал",
                "Log",
                name.equals("telegram") ? AddressKind.CHAT : AddressKind.MOBILE_PHONE,
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
        return new ComposedMessage(draft.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        try {
            var post = HttpRequest.newBuilder(page(request.reference()))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofByteArray(request.message().bytes()))
                    .build();
            int status = client.send(post, BodyHandlers.discarding()).statusCode();
            return status == 204
                    ? SendOutcome.accepted(request.reference())
                    : SendOutcome.of(SendOutcome.Kind.UNCERTAIN, "status " + status);
        } catch (ConnectException e) {
            return SendOutcome.of(SendOutcome.Kind.RETRYABLE, e.toString());
        } catch (IOException e) {
            return SendOutcome.of(SendOutcome.Kind.UNCERTAIN, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SendOutcome.of(SendOutcome.Kind.UNCERTAIN, e.toString());
        }
    }

    /** Asked a lease after the message went on the wire, so whatever was to arrive has arrived. */
    @Override
    public MessageFate reconcile(ProviderAccount account, String reference, Instant since) {
        try {
            var get = HttpRequest.newBuilder(page(reference)).timeout(PATIENCE).build();
            return client.send(get, BodyHandlers.discarding()).statusCode() == 204
                    ? MessageFate.accepted(reference)
                    : MessageFate.NOT_FOUND;
        } catch (IOException e) {
            return MessageFate.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MessageFate.UNKNOWN;
        }
    }

    private URI page(String reference) {
        return book.resolve("/" + name + "/" + reference);
    }
}
