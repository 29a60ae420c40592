package org.schoolcrm.acquiring.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * What is recorded, as an auditor reads it: texts and numbers, and none of our types that decide.
 *
 * @param inbox fingerprints of the calls that were kept
 * @param queued credits that have not reached the CRM yet
 * @param toLookAt payments that people are called to, by our number or by the bank's
 */
public record RecordedState(
        List<Invoice> invoices,
        List<Attempt> attempts,
        List<Operation> operations,
        List<Refund> refunds,
        Set<String> inbox,
        long queued,
        Set<String> toLookAt) {

    /** An invoice, what was paid of it and what of that went back. */
    public record Invoice(long id, long customer, long amount, long paid, long refunded, String status) {}

    /**
     * An order at the bank.
     *
     * @param providerId what the bank calls the payment, null as long as we do not know it
     */
    public record Attempt(
            String order, String status, @Nullable String providerId) {}

    /**
     * Money that a bank moved.
     *
     * @param order null if nobody knows whose it is
     */
    public record Operation(@Nullable String order, String kind, long minor) {}

    /** Money that we asked the bank to send back. */
    public record Refund(String status, long minor) {}

    static String fingerprint(RawWebhook webhook) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\n", webhook.method(), webhook.type(), webhook.query(), "")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(webhook.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
