package org.schoolcrm.provider.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a bank hears back, to the letter. */
public record WebhookReply(
        int status,
        String contentType,
        String body,
        @Nullable Duration retryAfter) {

    public static WebhookReply text(int status, String body) {
        return new WebhookReply(status, "text/plain", body, null);
    }

    public static WebhookReply later(Duration retryAfter) {
        return new WebhookReply(503, "text/plain", "Try later", retryAfter);
    }
}
