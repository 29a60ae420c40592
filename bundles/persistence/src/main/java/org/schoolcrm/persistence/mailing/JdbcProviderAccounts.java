package org.schoolcrm.persistence.mailing;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.PartPrice;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Json;
import org.schoolcrm.persistence.Remembered;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Transactions;

/** Provider accounts by SQL; there are few, so all are read at once and remembered for a second. */
public final class JdbcProviderAccounts implements ProviderAccountStore {

    private final BillingTables tables;
    private final Secrets secrets;
    private final Remembered<Boolean, List<ProviderAccount>> known;
    private final RowMapper<ProviderAccount> opened;

    public JdbcProviderAccounts(BillingTables tables, Secrets secrets, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.secrets = secrets;
        this.known = new Remembered<>(transactions, clock);
        this.opened = (row, context) -> {
            var id = new ProviderAccountId(row.getLong("id"));
            var branch = row.getObject("branch_id", Long.class);
            var currency = row.getString("currency");
            return new ProviderAccount(
                    id,
                    branch == null ? null : new BranchId(branch),
                    row.getString("provider"),
                    row.getString("name"),
                    row.getString("hook_key"),
                    row.getBoolean("active"),
                    Json.strings(secrets.open(row.getString("settings_sealed"), place(id))),
                    new ProviderTerms(
                            row.getInt("priority"),
                            price(row.getObject("price_ten_thousandths", Long.class), currency),
                            money(row.getObject("balance_alarm_minor", Long.class), currency),
                            row.getBoolean("consent_in_contract")));
        };
    }

    @Override
    public ProviderAccountId newId() {
        return new ProviderAccountId(tables.ids().next("provider_account_id"));
    }

    @Override
    public void add(ProviderAccount account) {
        tables.jdbi()
                .useHandle(handle -> bound(
                                account,
                                handle.createUpdate("insert into provider_account (id, branch_id, provider, name,"
                                        + " hook_key, active, settings_sealed, priority, price_ten_thousandths,"
                                        + " balance_alarm_minor, currency, consent_in_contract) values (:id, :branch,"
                                        + " :provider, :name, :hookKey, :active, :settings, :priority, :price,"
                                        + " :alarm, :currency, :consent)"))
                        .bind(
                                "branch",
                                account.branch() == null
                                        ? null
                                        : (Long) account.branch().value())
                        .bind("provider", account.provider())
                        .bind("hookKey", account.hookKey())
                        .execute());
        known.changed();
    }

    @Override
    public void save(ProviderAccount account) {
        tables.jdbi()
                .useHandle(handle -> bound(
                                account,
                                handle.createUpdate("update provider_account set name = :name, active = :active,"
                                        + " settings_sealed = :settings, priority = :priority, price_ten_thousandths = :price,"
                                        + " balance_alarm_minor = :alarm, currency = :currency,"
                                        + " consent_in_contract = :consent where id = :id"))
                        .execute());
        known.changed();
    }

    private Update bound(ProviderAccount account, Update update) {
        var terms = account.terms();
        var price = terms.pricePerPart();
        var alarm = terms.balanceAlarm();
        var currency = price != null ? price.currency() : alarm != null ? alarm.currency() : null;
        return update.bind("id", account.id().value())
                .bind("name", account.name())
                .bind("active", account.active())
                .bind("settings", secrets.seal(Json.write(account.settings()), place(account.id())))
                .bind("priority", terms.priority())
                .bind("price", price == null ? null : price.tenThousandths())
                .bind("alarm", minor(alarm))
                .bind("currency", currency == null ? null : currency.getCurrencyCode())
                .bind("consent", terms.consentInContract());
    }

    @Override
    public List<ProviderAccount> all() {
        return known.find(true, every -> Optional.of(read())).orElseThrow();
    }

    private List<ProviderAccount> read() {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from provider_account order by id")
                        .map(opened)
                        .list());
    }

    @Override
    public boolean removeUnused(ProviderAccountId id) {
        boolean gone = tables.jdbi().withHandle(handle -> {
            for (var table : List.of(
                    "provider_pause",
                    "provider_balance",
                    "provider_cursor",
                    "template_approval",
                    "message_receipt",
                    "provider_call",
                    "inbound_message",
                    "chat_binding",
                    "provider_account_file")) {
                handle.createUpdate("delete from " + table + " where provider_account_id = :id and exists"
                                + " (select 1 from provider_account where id = :id and not active)"
                                + " and not exists (select 1 from message where provider_account_id = :id)")
                        .bind("id", id.value())
                        .execute();
            }
            return handle.createUpdate("delete from provider_account where id = :id and not active"
                                    + " and not exists (select 1 from message where provider_account_id = :id)")
                            .bind("id", id.value())
                            .execute()
                    == 1;
        });
        known.changed();
        return gone;
    }

    @Override
    public ProviderAccountId claim(String file, ProviderAccountId candidate) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into provider_account_file (file_name, provider_account_id)"
                                        + " values (:file, :account) on conflict do nothing")
                        .bind("file", file)
                        .bind("account", candidate.value())
                        .execute());
        return accountIn(file).orElseThrow();
    }

    @Override
    public Optional<String> fileOf(ProviderAccountId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select file_name from provider_account_file where provider_account_id = :account")
                        .bind("account", id.value())
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public Optional<ProviderAccountId> accountIn(String file) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select provider_account_id from provider_account_file where file_name = :file")
                        .bind("file", file)
                        .mapTo(Long.class)
                        .findOne()
                        .map(ProviderAccountId::new));
    }

    private static @Nullable Long minor(@Nullable Money money) {
        return money == null ? null : money.minor();
    }

    private static @Nullable PartPrice price(@Nullable Long tenThousandths, @Nullable String currency) {
        return tenThousandths == null || currency == null
                ? null
                : new PartPrice(tenThousandths, Currency.getInstance(currency));
    }

    private static @Nullable Money money(@Nullable Long minor, @Nullable String currency) {
        return minor == null || currency == null ? null : Money.ofMinor(minor, currency);
    }

    private static Secrets.Place place(ProviderAccountId id) {
        return new Secrets.Place("provider_account", id.toString(), "settings");
    }
}
