package org.schoolcrm.persistence.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.WebhookDocument;
import org.schoolcrm.provider.api.RawWebhook;
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
        var hashes = calls.stream().map(call -> hash(call.webhook())).toList();
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < calls.size(); i++) {
            rows.add(row(calls.get(i), hashes.get(i), state));
        }
        var added = new HashMap<String, Long>();
        tables.insertNew(
                "webhook_inbox (merchant_account_id, body_hash, state, received_at, done_at, raw_sealed)",
                rows,
                row -> added.put(key(row.getLong("merchant_account_id"), row.getBytes("body_hash")), row.getLong("id")),
                "id",
                "merchant_account_id",
                "body_hash");
        var known = added.size() == calls.size() ? Map.<String, Kept>of() : known(calls, hashes);
        var kept = new ArrayList<Kept>();
        for (int i = 0; i < calls.size(); i++) {
            var key = key(calls.get(i).account().value(), hashes.get(i));
            var id = added.get(key);
            kept.add(id == null ? Objects.requireNonNull(known.get(key)) : new Kept(id, true, state));
        }
        return kept;
    }

    private Map<String, Kept> known(List<Call> calls, List<byte[]> hashes) {
        var found = new HashMap<String, Kept>();
        tables.readAll(
                "select i.id, i.merchant_account_id, i.body_hash, i.state",
                List.of("bigint", "bytea"),
                IntStream.range(0, calls.size())
                        .mapToObj(i -> new Object[] {calls.get(i).account().value(), hashes.get(i)})
                        .toList(),
                "as w(account, hash) join webhook_inbox i on i.merchant_account_id = w.account and i.body_hash = w.hash",
                row -> found.put(
                        key(row.getLong("merchant_account_id"), row.getBytes("body_hash")),
                        new Kept(row.getLong("id"), false, State.valueOf(row.getString("state")))));
        return found;
    }

    private @Nullable Object[] row(Call call, byte[] hash, State state) {
        var webhook = call.webhook();
        var at = webhook.receivedAt().atOffset(ZoneOffset.UTC);
        return new @Nullable Object[] {
            call.account().value(),
            hash,
            state.name(),
            at,
            state == State.WAITING ? null : at,
            secrets.seal(WebhookDocument.write(webhook), place(call.account(), hash))
        };
    }

    private static String key(long account, byte[] hash) {
        return account + ":" + HexFormat.of().formatHex(hash);
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
