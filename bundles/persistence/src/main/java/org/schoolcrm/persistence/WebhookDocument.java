package org.schoolcrm.persistence;

import java.time.Instant;
import java.util.Map;
import org.schoolcrm.provider.api.RawWebhook;

/** A provider's call as a document, byte for byte. */
public record WebhookDocument(
        String method,
        String type,
        String query,
        Map<String, String> headers,
        byte[] body,
        String remoteAddress,
        String receivedAt) {

    public static String write(RawWebhook webhook) {
        return Json.write(new WebhookDocument(
                webhook.method(),
                webhook.type(),
                webhook.query(),
                webhook.headers(),
                webhook.body(),
                webhook.remoteAddress(),
                webhook.receivedAt().toString()));
    }

    public static RawWebhook read(String document) {
        var read = Json.read(document, WebhookDocument.class);
        return new RawWebhook(
                read.method(),
                read.type(),
                read.query(),
                read.headers(),
                read.body(),
                read.remoteAddress(),
                Instant.parse(read.receivedAt()));
    }
}
