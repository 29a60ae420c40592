package org.schoolcrm.persistence.payment;

import java.time.Instant;
import java.util.Map;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.provider.api.RawWebhook;

/** A bank's call as a document, byte for byte. */
record WebhookDocument(
        String method,
        String type,
        String query,
        Map<String, String> headers,
        byte[] body,
        String remoteAddress,
        String receivedAt) {

    static String write(RawWebhook webhook) {
        return Json.write(new WebhookDocument(
                webhook.method(),
                webhook.type(),
                webhook.query(),
                webhook.headers(),
                webhook.body(),
                webhook.remoteAddress(),
                webhook.receivedAt().toString()));
    }

    static RawWebhook read(String document) {
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
