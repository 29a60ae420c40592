package org.schoolcrm.persistence.mailing;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.WebhookDocument;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Secrets;

/** Calls of providers of messages by SQL, sealed. */
public final class JdbcProviderCalls implements ProviderCallStore {

    private final BillingTables tables;
    private final Secrets secrets;

    public JdbcProviderCalls(BillingTables tables, Secrets secrets) {
        this.tables = tables;
        this.secrets = secrets;
    }

    @Override
    public boolean keep(ProviderAccountId account, String key, RawWebhook call, boolean verified) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "insert into provider_call (provider_account_id, news_key, verified, state,"
                                                + " received_at, raw_sealed) values (:account, :key, :verified, :state, :at, :raw)"
                                                + " on conflict do nothing")
                                .bind("account", account.value())
                                .bind("key", key)
                                .bind("verified", verified)
                                .bind("state", State.WAITING)
                                .bind("at", call.receivedAt().atOffset(ZoneOffset.UTC))
                                .bind("raw", secrets.seal(WebhookDocument.write(call), place(account, key)))
                                .execute())
                == 1;
    }

    @Override
    public List<KeptCall> waiting(Set<ProviderAccountId> accounts, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from provider_call where state = 'WAITING'"
                                + " and provider_account_id = any(cast(:accounts as bigint array))"
                                + " order by id fetch first :limit rows only")
                        .bindArray(
                                "accounts",
                                Long.class,
                                accounts.stream().map(ProviderAccountId::value).toArray())
                        .bind("limit", limit)
                        .map((row, context) -> {
                            var account = new ProviderAccountId(row.getLong("provider_account_id"));
                            var raw = secrets.open(
                                    row.getString("raw_sealed"), place(account, row.getString("news_key")));
                            return new KeptCall(
                                    row.getLong("id"), account, row.getBoolean("verified"), WebhookDocument.read(raw));
                        })
                        .list());
    }

    @Override
    public void done(long id, State state) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update provider_call set state = :state, done_at = current_timestamp where id = :id")
                        .bind("state", state)
                        .bind("id", id)
                        .execute());
    }

    @Override
    public void forget(Duration age) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from provider_call where state in ('READ', 'REFUSED')"
                                + " and done_at < current_timestamp - cast(:seconds as int) * interval '1' second")
                        .bind("seconds", age.toSeconds())
                        .execute());
    }

    private static Secrets.Place place(ProviderAccountId account, String key) {
        return new Secrets.Place("provider_call", account + ":" + key, "raw");
    }
}
