package org.schoolcrm.persistence.payment;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;

/** The shape of the merchant account table; the settings stand in it sealed. */
@Entity
@Table(name = "merchant_account")
@SuppressWarnings("NullAway.Init")
public class MerchantAccountRow {

    @Id
    private long id;

    @Column(name = "branch_id")
    private long branch;

    private String provider;
    private String name;

    @Column(name = "hook_key")
    private String hookKey;

    private boolean live;
    private boolean active;

    @Column(name = "settings_sealed")
    private String settingsSealed;

    @Column(name = "legal_entity")
    private String legalEntity;

    @Enumerated(EnumType.STRING)
    private FiscalPolicy fiscal;

    private int priority;

    @Column(name = "for_accounts")
    private String forAccounts;

    @Column(name = "at_least")
    private @Nullable Long atLeast;

    @Column(name = "at_most")
    private @Nullable Long atMost;

    @Column(name = "limits_currency")
    private @Nullable String limitsCurrency;

    @Version
    private int version;

    protected MerchantAccountRow() {}

    MerchantAccountRow(MerchantAccount account, String settingsSealed) {
        this.id = account.id().value();
        this.branch = account.branch().value();
        this.provider = account.provider();
        this.hookKey = account.hookKey();
        this.live = account.live();
        take(account, settingsSealed);
    }

    final void take(MerchantAccount account, String sealed) {
        name = account.name();
        active = account.active();
        settingsSealed = sealed;
        var terms = account.terms();
        legalEntity = terms.legalEntity();
        fiscal = terms.fiscal();
        priority = terms.priority();
        forAccounts =
                terms.accounts().stream().map(AccountId::toString).sorted().collect(Collectors.joining(","));
        atLeast = terms.atLeast() == null ? null : terms.atLeast().minor();
        atMost = terms.atMost() == null ? null : terms.atMost().minor();
        var limit = terms.atLeast() == null ? terms.atMost() : terms.atLeast();
        limitsCurrency = limit == null ? null : limit.currency().getCurrencyCode();
    }

    MerchantAccountId id() {
        return new MerchantAccountId(id);
    }

    String settingsSealed() {
        return settingsSealed;
    }

    MerchantAccount toAccount(Map<String, String> settings) {
        return new MerchantAccount(
                id(), new BranchId(branch), provider, name, hookKey, live, active, settings, terms());
    }

    private AccountTerms terms() {
        var accounts = Arrays.stream(forAccounts.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> new AccountId(Long.parseLong(id)))
                .collect(Collectors.toSet());
        return new AccountTerms(legalEntity, fiscal, priority, accounts, limit(atLeast), limit(atMost));
    }

    private @Nullable Money limit(@Nullable Long minor) {
        return minor == null || limitsCurrency == null ? null : Money.ofMinor(minor, limitsCurrency);
    }
}
