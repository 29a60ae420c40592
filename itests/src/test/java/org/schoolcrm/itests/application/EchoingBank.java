package org.schoolcrm.itests.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;

/** Says what it has heard, to the letter. */
final class EchoingBank implements Acquiring {

    @Override
    public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
        return switch (hookKey) {
            case "broken" -> throw new IllegalStateException("broken");
            case "away" -> throw new ServiceUnavailableException("away", "");
            case "xml" -> new WebhookReply(422, "application/xml", "<нет/>", Duration.ofSeconds(7));
            case "silent" -> WebhookReply.text(200, "");
            default -> WebhookReply.text(200, heard(provider, hookKey, webhook));
        };
    }

    private static String heard(String provider, String hookKey, RawWebhook webhook) {
        return String.join(
                "\n",
                provider,
                hookKey,
                webhook.method(),
                webhook.type(),
                webhook.query(),
                new TreeMap<>(webhook.headers()).toString(),
                digest(webhook.body()),
                webhook.remoteAddress(),
                webhook.receivedAt().toString());
    }

    private static String digest(byte[] body) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(body);
            return body.length <= 64
                    ? new String(body, StandardCharsets.UTF_8)
                    : HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isConnected(BranchId branch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PaymentReadiness readiness(Invoice invoice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PaymentStart start(InvoiceId invoice, String returnTo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PaymentAttempt> follow(InvoiceId invoice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasWebhooksInProgress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Credit> recentCredits(BranchId branch, Collection<CustomerId> customers) {
        throw new UnsupportedOperationException();
    }
}
