package org.schoolcrm.billing.api.webhook;

/** An endpoint that receives events of invoices. */
public record WebhookEndpointId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static WebhookEndpointId fromString(String text) {
        return new WebhookEndpointId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
