package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.issuer.IssuerProblem.ISSUER_CHANGED;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.ISSUER_MISSING;
import static org.schoolcrm.host.spi.HostProblem.BRANCH_UNKNOWN;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.api.issuer.Logo;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;

/** Fills in and looks up issuer details; each change is a new version with its audit record. */
public final class IssuerAdministration implements Issuers {

    private final IssuerStore store;
    private final Branches branches;
    private final Transactions transactions;
    private final Audit audit;

    public IssuerAdministration(IssuerStore store, Branches branches, Transactions transactions, Audit audit) {
        this.store = store;
        this.branches = branches;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public Issuer of(BranchId branch) {
        return store.effective(branch).orElse(Issuer.NOBODY);
    }

    @Override
    public Issuer on(Invoice invoice, LocalDate today) {
        boolean settled = invoice.status() == InvoiceStatus.PAID && invoice.payability(today) != Payability.PAYABLE;
        return Optional.ofNullable(invoice.paidUnder())
                .filter(version -> settled)
                .flatMap(store::find)
                .orElseGet(() -> of(invoice.branch()));
    }

    @Override
    public Optional<Issuer> own(IssuerScope scope) {
        return store.newest(scope);
    }

    @Override
    public Issuer change(IssuerScope scope, IssuerDetails details, Actor actor) {
        var checked = IssuerDetailsForm.checked(details);
        return step(
                scope,
                before -> before.orElseGet(() -> new Issuer(scope, 0, true, IssuerDetails.NONE, inherited(scope)))
                        .with(checked),
                "issuer.changed",
                actor);
    }

    @Override
    public void drop(BranchId branch, Actor actor) {
        if (store.newest(IssuerScope.of(branch)).filter(Issuer::active).isPresent()) {
            step(IssuerScope.of(branch), before -> before.orElseThrow().dropped(), "issuer.dropped", actor);
        }
    }

    @Override
    public Issuer changeLogo(IssuerScope scope, byte[] picture, Actor actor) {
        var sent = new Picture(picture);
        var logo = sent.toLogo();
        return transactions.inTransaction(() -> {
            store.addLogo(sent.name(), logo);
            return withLogo(scope, sent.name(), actor);
        });
    }

    @Override
    public Issuer removeLogo(IssuerScope scope, Actor actor) {
        return withLogo(scope, null, actor);
    }

    @Override
    public Optional<Logo> logo(String name) {
        return store.logo(name);
    }

    private Issuer withLogo(IssuerScope scope, @Nullable String logo, Actor actor) {
        return step(
                scope,
                before -> before.filter(Issuer::active)
                        .orElseThrow(ISSUER_MISSING::refuse)
                        .withLogo(logo),
                "issuer.logo",
                actor);
    }

    /** A branch that begins details of its own goes on with the school's logo. */
    private @Nullable String inherited(IssuerScope scope) {
        return scope.branch().map(this::of).map(Issuer::logo).orElse(null);
    }

    private Issuer step(IssuerScope scope, Function<Optional<Issuer>, Issuer> step, String action, Actor actor) {
        var unknown = scope.branch().filter(branch -> branches.find(branch).isEmpty());
        if (unknown.isPresent()) {
            throw BRANCH_UNKNOWN.refuse(unknown.get());
        }
        return transactions.inTransaction(() -> {
            var before = store.newest(scope);
            var after = step.apply(before);
            if (before.filter(one -> isSame(one, after)).isPresent()) {
                return before.get();
            }
            if (!store.add(after)) {
                throw ISSUER_CHANGED.refuse();
            }
            audit.record(new AuditRecord(
                    actor,
                    scope.value(),
                    action,
                    "issuer:" + scope,
                    before.map(IssuerAdministration::shown).orElse(null),
                    shown(after)));
            return after;
        });
    }

    private static boolean isSame(Issuer before, Issuer after) {
        return before.equals(
                new Issuer(after.scope(), before.version(), after.active(), after.details(), after.logo()));
    }

    private static String shown(Issuer issuer) {
        return "v%d %s logo=%s %s"
                .formatted(issuer.version(), issuer.active() ? "own" : "school's", issuer.logo(), issuer.details());
    }
}
