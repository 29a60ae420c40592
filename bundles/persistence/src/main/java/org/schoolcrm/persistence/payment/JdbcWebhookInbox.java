package org.schoolcrm.persistence.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
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
        return keepAll(List.of(new Call(account, webhook)), state).get(0);
    }

    @Override
    public List<Kept> keepAll(List<Call> calls, State state) {
        if (calls.isEmpty()) {
            return List.of();
        }
        var rows = calls.stream().map(call -> row(call, state)).toList();
        return tables.jdbi().withHandle(handle -> {
            var added = handle.createUpdate("insert into webhook_inbox (merchant_account_id, body_hash, state,"
                            + " received_at, done_at, raw_sealed) values <rows> on conflict do nothing")
                    .bindMethodsList("rows", rows, Row.COLUMNS)
                    .executeAndReturnGeneratedKeys("id", "body_hash", "merchant_account_id")
                    .collectRows(Collectors.toMap(
                            row -> key(
                                    row.getColumn("merchant_account_id", Long.class),
                                    row.getColumn("body_hash", byte[].class)),
                            row -> row.getColumn("id", Long.class)));
            return rows.stream()
                    .map(row -> Optional.ofNullable(added.get(key(row.account(), row.hash())))
                            .map(id -> new Kept(id, true, state))
                            .orElseGet(() -> known(handle, row)))
                    .toList();
        });
    }

    private static Kept known(Handle handle, Row row) {
        return handle.createQuery("select id, state from webhook_inbox"
                        + " where merchant_account_id = :account and body_hash = :hash")
                .bind("account", row.account())
                .bind("hash", row.hash())
                .map((found, context) -> new Kept(found.getLong("id"), false, State.valueOf(found.getString("state"))))
                .one();
    }

    private Row row(Call call, State state) {
        var webhook = call.webhook();
        var hash = hash(webhook);
        return new Row(
                call.account().value(),
                hash,
                state.name(),
                webhook.receivedAt(),
                state == State.WAITING ? null : webhook.receivedAt(),
                secrets.seal(WebhookDocument.write(webhook), place(call.account(), hash)));
    }

    private static String key(long account, byte[] hash) {
        return account + ":" + HexFormat.of().formatHex(hash);
    }

    /** A call as the columns of its row. */
    public record Row(
            long account,
            byte[] hash,
            String state,
            Instant receivedAt,
            @Nullable Instant doneAt,
            String sealed) {

        /** In the order of the row. */
        static final List<String> COLUMNS = List.of("account", "hash", "state", "receivedAt", "doneAt", "sealed");
    }

    @Override
    public Optional<Call> waiting(long id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select merchant_account_id, body_hash, raw_sealed"
                                + " from webhook_inbox where id = :id and state = 'WAITING'")
                        .bind("id", id)
                        .map((row, context) -> {
                            var account = new MerchantAccountId(row.getLong("merchant_account_id"));
                            var raw = secrets.open(
                                    row.getString("raw_sealed"), place(account, row.getBytes("body_hash")));
                            return new Call(account, WebhookDocument.read(raw));
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
        return new Secrets.Place("webhook_inbox", key(account.value(), hash), "raw");
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
