package org.schoolcrm.persistence.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Secrets;

/** Calls of banks by SQL, sealed, one row for the same bytes however often they come. */
public final class JdbcWebhookInbox implements WebhookInbox {

    private final BillingTables tables;
    private final Secrets secrets;

    public JdbcWebhookInbox(BillingTables tables, Secrets secrets) {
        this.tables = tables;
        this.secrets = secrets;
    }

    @Override
    public Kept keep(MerchantAccountId account, RawWebhook webhook, State state) {
        var hash = hash(webhook);
        var sealed = secrets.seal(WebhookDocument.write(webhook), place(account, hash));
        return tables.jdbi().withHandle(handle -> {
            var added = handle.createUpdate("insert into webhook_inbox (merchant_account_id, body_hash, state,"
                            + " received_at, done_at, raw_sealed) values (:account, :hash, :state, :at, :done, :raw)"
                            + " on conflict do nothing")
                    .bind("account", account.value())
                    .bind("hash", hash)
                    .bind("state", state)
                    .bind("at", webhook.receivedAt())
                    .bind("done", state == State.WAITING ? null : webhook.receivedAt())
                    .bind("raw", sealed)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .findOne();
            return added.map(id -> new Kept(id, true, state))
                    .orElseGet(() -> handle.createQuery("select id, state from webhook_inbox"
                                    + " where merchant_account_id = :account and body_hash = :hash")
                            .bind("account", account.value())
                            .bind("hash", hash)
                            .map((row, context) ->
                                    new Kept(row.getLong("id"), false, State.valueOf(row.getString("state"))))
                            .one());
        });
    }

    @Override
    public Optional<Waiting> waiting(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select merchant_account_id, body_hash, raw_sealed"
                                + " from webhook_inbox where id = :id and state = 'WAITING'")
                        .bind("id", id)
                        .map((row, context) -> {
                            var account = new MerchantAccountId(row.getLong("merchant_account_id"));
                            var raw = secrets.open(
                                    row.getString("raw_sealed"), place(account, row.getBytes("body_hash")));
                            return new Waiting(account, WebhookDocument.read(raw));
                        })
                        .findOne());
    }

    @Override
    public void done(long id, State state, Instant at) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update webhook_inbox set state = :state, done_at = :at where id = :id")
                        .bind("state", state)
                        .bind("at", at)
                        .bind("id", id)
                        .execute());
    }

    private static Secrets.Place place(MerchantAccountId account, byte[] hash) {
        return new Secrets.Place("webhook_inbox", account + ":" + HexFormat.of().formatHex(hash), "raw");
    }

    private static byte[] hash(RawWebhook webhook) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((webhook.method() + "\n" + webhook.type() + "\n" + webhook.query() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return digest.digest(webhook.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
