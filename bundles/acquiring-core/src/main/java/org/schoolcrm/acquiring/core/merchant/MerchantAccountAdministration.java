package org.schoolcrm.acquiring.core.merchant;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AcquirerDescriptor;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.spi.AccountFiles;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ProviderProblem;
import org.schoolcrm.provider.api.SettingChanges;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AddressPolicy;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;

/** Where the school's accounts with banks are kept; each gets an address of its own that nobody can guess. */
public final class MerchantAccountAdministration implements MerchantAccounts {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int NAME_LENGTH = 200;
    private static final int ACCOUNTS = 20;

    private final MerchantAccountStore store;
    private final AccountFiles files;
    private final AcquirerRegistry acquirers;
    private final MerchantAccountRouter router;
    private final AddressPolicy addresses;
    private final Transactions transactions;
    private final Audit audit;

    public MerchantAccountAdministration(
            MerchantAccountStore store,
            AccountFiles files,
            AcquirerRegistry acquirers,
            MerchantAccountRouter router,
            AddressPolicy addresses,
            Transactions transactions,
            Audit audit) {
        this.store = store;
        this.files = files;
        this.acquirers = acquirers;
        this.router = router;
        this.addresses = addresses;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public List<AcquirerDescriptor> offers() {
        return acquirers.descriptors();
    }

    @Override
    public List<MerchantAccount> of(BranchId branch) {
        return store.of(branch);
    }

    @Override
    public Optional<MerchantAccount> find(MerchantAccountId id) {
        return store.find(id);
    }

    @Override
    public MerchantAccount connect(
            BranchId branch,
            String provider,
            String name,
            boolean live,
            Map<String, String> settings,
            AccountTerms terms,
            Actor actor) {
        return transactions.inTransaction(() -> add(
                new MerchantAccount(store.newId(), branch, provider, name, hookKey(), live, true, settings, terms),
                actor));
    }

    @Override
    public MerchantAccount change(
            MerchantAccountId id,
            String name,
            boolean active,
            Map<String, String> settings,
            AccountTerms terms,
            Actor actor) {
        return transactions.inTransaction(() -> {
            var was = known(id);
            files.fileOf(id).ifPresent(file -> {
                throw AcquiringProblem.MERCHANT_ACCOUNT_IS_FILED.refuse(file);
            });
            var now = SettingChanges.merged(was.settings(), settings);
            changes(was).requireSecrets(was.settings(), now, settings);
            return save(with(was, name, active, changes(was).rotated(was.settings(), now, settings), terms), actor);
        });
    }

    @Override
    public Optional<String> fileOf(MerchantAccountId id) {
        return files.fileOf(id);
    }

    @Override
    public ConnectionReport test(MerchantAccountId id) {
        var account = known(id);
        var adapter = acquirers
                .installed(account.provider())
                .orElseThrow(() -> ProviderProblem.PROVIDER_ABSENT.refuse(account.provider()));
        var report = adapter.test(account);
        return new ConnectionReport(report.verdict(), adapter.redact(account, report.detail()));
    }

    @Override
    public AccountHealth health(MerchantAccountId id) {
        return acquirers.health(known(id));
    }

    @Override
    public String webhookAddress(MerchantAccountId id) {
        return router.webhookAddress(known(id)).toString();
    }

    MerchantAccount add(MerchantAccount account, Actor actor) {
        check(account);
        store.add(account);
        note(actor, account, "merchant-account.connected", null, shown(account, account));
        return account;
    }

    MerchantAccount save(MerchantAccount account, Actor actor) {
        check(account);
        var was = known(account.id());
        store.save(account);
        note(actor, account, "merchant-account.changed", shown(was, was), shown(account, was));
        return account;
    }

    @Override
    public void remove(MerchantAccountId id, Actor actor) {
        transactions.run(() -> {
            var was = known(id);
            files.fileOf(id).ifPresent(file -> {
                throw AcquiringProblem.MERCHANT_ACCOUNT_IS_FILED.refuse(file);
            });
            if (!store.removeUnused(id)) {
                throw AcquiringProblem.MERCHANT_ACCOUNT_IN_USE.refuse();
            }
            note(actor, was, "merchant-account.removed", shown(was, was), null);
        });
    }

    private SettingChanges changes(MerchantAccount account) {
        return new SettingChanges(acquirers
                .installed(account.provider())
                .map(adapter -> adapter.profile().settings()));
    }

    static MerchantAccount with(
            MerchantAccount was, String name, boolean active, Map<String, String> settings, AccountTerms terms) {
        return new MerchantAccount(
                was.id(), was.branch(), was.provider(), name, was.hookKey(), was.live(), active, settings, terms);
    }

    private MerchantAccount known(MerchantAccountId id) {
        return store.find(id).orElseThrow(() -> AcquiringProblem.MERCHANT_ACCOUNT_UNKNOWN.refuse(id));
    }

    /** An absent adapter cannot be asked what it needs: its account stands until it comes. */
    private void check(MerchantAccount account) {
        checkLengths(account);
        acquirers.installed(account.provider()).ifPresent(adapter -> check(account, adapter));
        var fiscal = account.terms().fiscal();
        boolean clashes = fiscal != FiscalPolicy.NONE
                && store.of(account.branch()).stream()
                        .filter(other -> !other.id().equals(account.id()) && other.active())
                        .map(MerchantAccount::terms)
                        .filter(other ->
                                other.legalEntity().equals(account.terms().legalEntity()))
                        .anyMatch(other -> other.fiscal() != FiscalPolicy.NONE && other.fiscal() != fiscal);
        if (clashes) {
            throw AcquiringProblem.DOUBLE_RECEIPTS.refuse(account.terms().legalEntity());
        }
    }

    /** The provider's name becomes a part of the webhook's address. */
    private static void checkLengths(MerchantAccount account) {
        var terms = account.terms();
        new FieldChecks()
                .require(PROVIDER.matcher(account.provider()).matches(), "provider", ProviderProblem.SETTING_INVALID)
                .require(
                        !account.name().isBlank() && account.name().length() <= NAME_LENGTH,
                        "name",
                        ProviderProblem.SETTING_INVALID)
                .require(
                        terms.legalEntity().length() <= NAME_LENGTH,
                        "terms.legalEntity",
                        ProviderProblem.SETTING_INVALID)
                .require(terms.accounts().size() <= ACCOUNTS, "terms.accounts", ProviderProblem.SETTING_INVALID)
                .refuseAs(ProviderProblem.SETTINGS_INVALID);
    }

    private void check(MerchantAccount account, Acquirer adapter) {
        changes(account).requireAddresses(account.settings(), addresses::admits);
        var checks = new FieldChecks();
        for (var wrong : adapter.problemsOf(account.settings())) {
            checks.require(false, "settings." + wrong, ProviderProblem.SETTING_INVALID, wrong);
        }
        checks.refuseAs(ProviderProblem.SETTINGS_INVALID);
        if (account.terms().fiscal() == FiscalPolicy.BANK && !adapter.profile().can(Capability.RECEIPTS)) {
            throw AcquiringProblem.PROVIDER_PRINTS_NO_RECEIPTS.refuse(account.provider());
        }
    }

    /** The account field by field, with the secrets marked that differ from those of the account before. */
    private String shown(MerchantAccount account, MerchantAccount before) {
        var shown = changes(account).shown(account.settings(), before.settings());
        shown.put("active", String.valueOf(account.active()));
        shown.put("live", String.valueOf(account.live()));
        shown.put("name", account.name());
        shown.put("provider", account.provider());
        shown.put("terms", account.terms().toString());
        return shown.toString();
    }

    private void note(
            Actor actor, MerchantAccount account, String action, @Nullable String before, @Nullable String after) {
        audit.record(new AuditRecord(
                actor, account.branch().value(), action, "merchant-account:" + account.id(), before, after));
    }

    static String hookKey() {
        var bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
