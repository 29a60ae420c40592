package org.schoolcrm.mailing.core.channel;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.ChannelProblem;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ProviderProblem;
import org.schoolcrm.provider.api.SettingChanges;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AddressPolicy;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Site;
import org.schoolcrm.runtime.api.Transactions;

/** Where the school's accounts with providers of messages are kept; each has an address that nobody can guess. */
public final class ProviderAccountAdministration implements ProviderAccounts {

    /** In ten thousandths: ten thousand of the currency's unit. */
    private static final long DEAREST = 100_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int NAME_LENGTH = 200;

    private final ProviderAccountStore store;
    private final TemplateApprovalStore approvals;
    private final Routing routing;
    private final AddressPolicy addresses;
    private final Site site;
    private final Transactions transactions;
    private final Audit audit;

    public ProviderAccountAdministration(
            ProviderAccountStore store,
            TemplateApprovalStore approvals,
            Routing routing,
            AddressPolicy addresses,
            Site site,
            Transactions transactions,
            Audit audit) {
        this.store = store;
        this.approvals = approvals;
        this.routing = routing;
        this.addresses = addresses;
        this.site = site;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public List<ChannelProfile> offers() {
        return routing.profiles().stream()
                .sorted(Comparator.comparing(ChannelProfile::channel).thenComparing(ChannelProfile::provider))
                .toList();
    }

    @Override
    public List<ProviderAccount> of(BranchId branch) {
        return store.all().stream().filter(account -> account.serves(branch)).toList();
    }

    @Override
    public Optional<ProviderAccount> find(ProviderAccountId id) {
        return store.find(id);
    }

    @Override
    public Optional<ProviderAccount> findByHook(String provider, String hookKey) {
        return store.findByHook(provider, hookKey);
    }

    @Override
    public ProviderAccount connect(
            @Nullable BranchId branch,
            String provider,
            String name,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor) {
        changes(provider).requireAddresses(settings, addresses::admits);
        var account = new ProviderAccount(store.newId(), branch, provider, name, hookKey(), true, settings, terms);
        return registered(transactions.inTransaction(() -> add(account, actor)));
    }

    @Override
    public ProviderAccount change(
            ProviderAccountId id,
            String name,
            boolean active,
            Map<String, String> settings,
            ProviderTerms terms,
            Actor actor) {
        return registered(transactions.inTransaction(() -> {
            var was = changeable(id);
            var changes = changes(was.provider());
            var now = SettingChanges.merged(was.settings(), settings);
            changes.requireSecrets(was.settings(), now, settings);
            changes.requireAddresses(now, addresses::admits);
            return save(with(was, name, active, changes.rotated(was.settings(), now, settings), terms), actor);
        }));
    }

    @Override
    public void remove(ProviderAccountId id, Actor actor) {
        transactions.run(() -> {
            var was = changeable(id);
            if (!store.removeUnused(id)) {
                throw ChannelProblem.PROVIDER_ACCOUNT_IN_USE.refuse();
            }
            note(actor, was, "provider-account.removed", shown(was, was), null);
        });
    }

    @Override
    public Optional<String> fileOf(ProviderAccountId id) {
        return store.fileOf(id);
    }

    @Override
    public ConnectionReport test(ProviderAccountId id) {
        var account = known(id);
        return adapter(account).test(account);
    }

    @Override
    public Optional<Money> balance(ProviderAccountId id) {
        var account = known(id);
        return routing.installed(account.provider())
                .filter(adapter -> adapter.profile().can(Capability.BALANCE))
                .flatMap(adapter -> adapter.balance(account));
    }

    @Override
    public String hookAddress(ProviderAccountId id) {
        return callback(known(id)).toString();
    }

    @Override
    public ProviderAccount declare(String file, Declaration declared) {
        return registered(transactions.inTransaction(() -> {
            var candidate = store.newId();
            var id = store.claim(file, candidate);
            return id.equals(candidate)
                    ? add(id, declared)
                    : change(store.find(id).orElseThrow(), declared);
        }));
    }

    private ProviderAccount add(ProviderAccountId id, Declaration declared) {
        return add(
                new ProviderAccount(
                        id,
                        declared.branch(),
                        declared.provider(),
                        declared.name(),
                        hookKey(),
                        declared.active(),
                        declared.settings(),
                        declared.terms()),
                Actor.SYSTEM);
    }

    private ProviderAccount change(ProviderAccount was, Declaration declared) {
        new FieldChecks()
                .require(Objects.equals(was.branch(), declared.branch()), "branch", ProviderProblem.SETTING_INVALID)
                .require(was.provider().equals(declared.provider()), "provider", ProviderProblem.SETTING_INVALID)
                .refuseAs(ProviderProblem.SETTINGS_INVALID);
        var wanted = with(was, declared.name(), declared.active(), declared.settings(), declared.terms());
        return wanted.equals(was) ? was : save(wanted, Actor.SYSTEM);
    }

    @Override
    public void withdraw(String file) {
        transactions.run(() -> store.accountIn(file)
                .flatMap(store::find)
                .filter(ProviderAccount::active)
                .ifPresent(was -> save(with(was, was.name(), false, was.settings(), was.terms()), Actor.SYSTEM)));
    }

    private ProviderAccount add(ProviderAccount account, Actor actor) {
        check(account);
        store.add(account);
        note(actor, account, "provider-account.connected", null, shown(account, account));
        return account;
    }

    private ProviderAccount save(ProviderAccount account, Actor actor) {
        check(account);
        var was = known(account.id());
        store.save(account);
        if (!account.settings().equals(was.settings())) {
            approvals.forget(account.id());
        }
        note(actor, account, "provider-account.changed", shown(was, was), shown(account, was));
        return account;
    }

    /** Outside of every transaction, because it may ask the network; the account stands whatever comes of it. */
    private ProviderAccount registered(ProviderAccount account) {
        if (account.active()) {
            register(account);
        }
        return account;
    }

    /** Tells the account's provider where to call; asks the network, so that no transaction may be open. */
    public ConnectionReport register(ProviderAccount account) {
        return routing.installed(account.provider())
                .map(adapter -> adapter.register(account, callback(account)))
                .orElseGet(() -> new ConnectionReport(ConnectionReport.Verdict.NOT_OFFERED, ""));
    }

    private URI callback(ProviderAccount account) {
        return site.at("/hooks/messages/" + account.provider() + "/" + account.hookKey());
    }

    /** An absent adapter cannot be asked what it needs: its account stands until it comes. */
    private void check(ProviderAccount account) {
        var checks = new FieldChecks()
                .require(PROVIDER.matcher(account.provider()).matches(), "provider", ProviderProblem.SETTING_INVALID)
                .require(
                        !account.name().isBlank() && account.name().length() <= NAME_LENGTH,
                        "name",
                        ProviderProblem.SETTING_INVALID);
        check(checks, account.terms());
        routing.installed(account.provider())
                .map(adapter -> adapter.problemsOf(account.settings()))
                .orElse(List.of())
                .forEach(wrong -> checks.require(false, "settings." + wrong, ProviderProblem.SETTING_INVALID, wrong));
        checks.refuseAs(ProviderProblem.SETTINGS_INVALID);
    }

    /** Both amounts are kept in one currency. A price beyond any tariff is a slip of the pen. */
    private static void check(FieldChecks checks, ProviderTerms terms) {
        var price = terms.pricePerPart();
        var alarm = terms.balanceAlarm();
        checks.require(
                        price == null || (price.tenThousandths() >= 0 && price.tenThousandths() <= DEAREST),
                        "terms.pricePerPart",
                        ProviderProblem.SETTING_INVALID)
                .require(
                        price == null || alarm == null || price.currency().equals(alarm.currency()),
                        "terms.balanceAlarm",
                        ProviderProblem.SETTING_INVALID);
    }

    private ProviderAccount changeable(ProviderAccountId id) {
        var was = known(id);
        store.fileOf(id).ifPresent(file -> {
            throw ChannelProblem.PROVIDER_ACCOUNT_IS_FILED.refuse(file);
        });
        return was;
    }

    private ProviderAccount known(ProviderAccountId id) {
        return store.find(id).orElseThrow(() -> ChannelProblem.PROVIDER_ACCOUNT_UNKNOWN.refuse(id));
    }

    private MessageChannel adapter(ProviderAccount account) {
        return routing.installed(account.provider())
                .orElseThrow(() -> ProviderProblem.PROVIDER_ABSENT.refuse(account.provider()));
    }

    private SettingChanges changes(String provider) {
        return new SettingChanges(
                routing.installed(provider).map(adapter -> adapter.profile().settings()));
    }

    private String shown(ProviderAccount account, ProviderAccount before) {
        var shown = changes(account.provider()).shown(account.settings(), before.settings());
        shown.put("active", String.valueOf(account.active()));
        shown.put("name", account.name());
        shown.put("provider", account.provider());
        shown.put("terms", account.terms().toString());
        return shown.toString();
    }

    private static ProviderAccount with(
            ProviderAccount was, String name, boolean active, Map<String, String> settings, ProviderTerms terms) {
        return new ProviderAccount(
                was.id(), was.branch(), was.provider(), name, was.hookKey(), active, settings, terms);
    }

    /** What concerns the whole school is noted at no branch. */
    private void note(
            Actor actor, ProviderAccount account, String action, @Nullable String before, @Nullable String after) {
        var branch = Objects.requireNonNullElse(account.branch(), Suppression.SCHOOL);
        audit.record(new AuditRecord(actor, branch.value(), action, "provider-account:" + account.id(), before, after));
    }

    private static String hookKey() {
        var bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
