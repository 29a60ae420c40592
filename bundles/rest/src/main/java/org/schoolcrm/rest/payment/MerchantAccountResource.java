package org.schoolcrm.rest.payment;

import static org.schoolcrm.acquiring.api.AcquiringProblem.MERCHANT_ACCOUNT_UNKNOWN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.AcquirerDescriptor;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.rest.http.CallsOut;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;

/** The school's accounts with banks; secrets go in and never come out. */
@Path("/merchant-accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MerchantAccountResource {

    private final MerchantAccounts accounts;

    public MerchantAccountResource(MerchantAccounts accounts) {
        this.accounts = accounts;
    }

    /** Which payments an account takes. */
    public record Terms(
            String legalEntity,
            FiscalPolicy fiscal,
            int priority,
            List<AccountId> accounts,
            @Nullable Money atLeast,
            @Nullable Money atMost) {

        static Terms of(AccountTerms terms) {
            return new Terms(
                    terms.legalEntity(),
                    terms.fiscal(),
                    terms.priority(),
                    List.copyOf(terms.accounts()),
                    terms.atLeast(),
                    terms.atMost());
        }

        AccountTerms toTerms() {
            return new AccountTerms(legalEntity, fiscal, priority, Set.copyOf(accounts), atLeast, atMost);
        }
    }

    /** A bank to be connected. */
    public record ConnectRequest(
            BranchId branch,
            String provider,
            String name,
            boolean live,
            Map<String, String> settings,
            @Nullable Terms terms) {}

    /**
     * An account as it is to be from now on; a secret of three stars stays as it is, unless the address or the name
     * changes that it is sent with.
     */
    public record ChangeRequest(String name, boolean active, Map<String, String> settings, Terms terms) {}

    /** An account without its secrets; one that stands in a file is changed there only. */
    public record AccountView(
            MerchantAccountId id,
            BranchId branch,
            String provider,
            String name,
            boolean live,
            boolean active,
            Map<String, String> settings,
            Terms terms,
            String webhookAddress,
            @Nullable String file) {}

    /** The banks that can be connected, with the settings that each wants. */
    @GET
    @Path("/offers")
    public List<AcquirerDescriptor> offers(@Context Guard guard, @QueryParam("branch") long branch) {
        guard.open(Permission.SETTINGS_EDIT, new BranchId(branch));
        return accounts.offers();
    }

    @GET
    public Page<AccountView> list(@Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = accounts.of(guard.open(Permission.SETTINGS_EDIT, new BranchId(branch)));
        return paging.of(all, one -> one.id().value(), false).map(this::view);
    }

    @POST
    @Creates("/merchant-accounts/{id}")
    public AccountView connect(@Context Guard guard, ConnectRequest request) {
        var terms = request.terms();
        return view(accounts.connect(
                guard.open(Permission.SETTINGS_EDIT, request.branch()),
                request.provider(),
                request.name(),
                request.live(),
                request.settings(),
                terms == null ? AccountTerms.ANY : terms.toTerms(),
                guard.actor()));
    }

    @GET
    @Path("/{id}")
    @ETagged
    public AccountView show(@Context Guard guard, @PathParam("id") MerchantAccountId id) {
        return view(open(guard, id));
    }

    @PUT
    @Path("/{id}")
    @ETagged
    public AccountView change(@Context Guard guard, @PathParam("id") MerchantAccountId id, ChangeRequest request) {
        guard.unchanged(view(open(guard, id)));
        return view(accounts.change(
                id,
                request.name(),
                request.active(),
                request.settings(),
                request.terms().toTerms(),
                guard.actor()));
    }

    /** Forgets an account that is switched off and was never used; one that took payments stays. */
    @DELETE
    @Path("/{id}")
    public void remove(@Context Guard guard, @PathParam("id") MerchantAccountId id) {
        open(guard, id);
        accounts.remove(id, guard.actor());
    }

    /** How the line to the bank has fared since the node started; changes all the time and is no part of the account. */
    @GET
    @Path("/{id}/health")
    public AccountHealth health(@Context Guard guard, @PathParam("id") MerchantAccountId id) {
        return accounts.health(open(guard, id).id());
    }

    /** Tries the settings against the bank without moving money. */
    @POST
    @CallsOut
    @Path("/{id}/tests")
    public ConnectionReport test(@Context Guard guard, @PathParam("id") MerchantAccountId id) {
        open(guard, id);
        return accounts.test(id);
    }

    private MerchantAccount open(Guard guard, MerchantAccountId id) {
        var account = accounts.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> MERCHANT_ACCOUNT_UNKNOWN.refuse(id));
        guard.open(Permission.SETTINGS_EDIT, account.branch());
        return account;
    }

    private AccountView view(MerchantAccount account) {
        return new AccountView(
                account.id(),
                account.branch(),
                account.provider(),
                account.name(),
                account.live(),
                account.active(),
                shown(account),
                Terms.of(account.terms()),
                accounts.webhookAddress(account.id()),
                accounts.fileOf(account.id()).orElse(null));
    }

    /** What an absent adapter cannot tell from a secret counts as one. */
    private Map<String, String> shown(MerchantAccount account) {
        var open = new HashMap<String, Boolean>();
        accounts.offers().stream()
                .filter(offer -> offer.provider().equals(account.provider()))
                .flatMap(offer -> offer.settings().stream())
                .forEach((SettingField field) -> open.put(field.name(), !field.secret()));
        var shown = new TreeMap<String, String>();
        account.settings()
                .forEach((name, value) ->
                        shown.put(name, open.getOrDefault(name, false) ? value : MerchantAccounts.HIDDEN));
        return shown;
    }
}
