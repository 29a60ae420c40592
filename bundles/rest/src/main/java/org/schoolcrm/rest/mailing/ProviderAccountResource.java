package org.schoolcrm.rest.mailing;

import static org.schoolcrm.channel.api.ChannelProblem.PROVIDER_ACCOUNT_UNKNOWN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.mailing.api.ProviderAccountHealth;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.rest.http.CallsOut;
import org.schoolcrm.rest.http.Creates;
import org.schoolcrm.rest.http.ETagged;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;

/**
 * The school's accounts with providers of messages, of a branch or of all branches as branch 0; secrets go in and never
 * come out.
 */
@Path("/provider-accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProviderAccountResource {

    private final ProviderAccounts accounts;
    private final ProviderAccountControl control;
    private final ProviderAccountViews views;
    private final MessageQuota quota;

    public ProviderAccountResource(
            ProviderAccounts accounts, ProviderAccountControl control, ProviderAccountViews views, MessageQuota quota) {
        this.accounts = accounts;
        this.control = control;
        this.views = views;
        this.quota = quota;
    }

    /** A provider to be connected, to a branch or to all of them as branch 0. */
    public record ConnectRequest(
            BranchId branch,
            String provider,
            String name,
            Map<String, String> settings,
            @Nullable ProviderTerms terms) {}

    /**
     * An account as it is to be from now on; a secret of three stars stays as it is, unless the address or the name
     * changes that it is sent with.
     */
    public record ChangeRequest(String name, boolean active, Map<String, String> settings, ProviderTerms terms) {}

    /**
     * An account without its secrets.
     *
     * @param branch 0 for all branches
     * @param hookAddress where the provider calls, null for who may not change the account
     * @param file where it stands if it is changed there only
     */
    public record ProviderAccountView(
            ProviderAccountId id,
            BranchId branch,
            String provider,
            String name,
            boolean active,
            Map<String, String> settings,
            ProviderTerms terms,
            @Nullable String hookAddress,
            @Nullable String file,
            boolean changeable) {}

    /** A provider that can be connected. */
    public record OfferView(
            String provider,
            String channel,
            String russian,
            String english,
            AddressKind addresses,
            Set<Capability> capabilities,
            List<SettingField> settings) {

        static OfferView of(ChannelProfile profile) {
            return new OfferView(
                    profile.provider(),
                    profile.channel(),
                    profile.russian(),
                    profile.english(),
                    profile.addresses(),
                    new TreeSet<>(profile.capabilities()),
                    profile.settings());
        }
    }

    /** Where a trial goes. */
    public record TrialRequest(String address) {}

    /** What became of a trial, in the provider's words. */
    public record TrialView(SendOutcome.Kind outcome, SendOutcome.Cause cause, String detail) {}

    /** What is left, and when that was told; null for a provider that does not tell. */
    public record BalanceView(
            @Nullable Money amount, @Nullable Instant toldAt) {}

    /** The providers that can be connected, with the settings that each wants. */
    @GET
    @Path("/offers")
    public List<OfferView> offers(@Context Guard guard, @QueryParam("branch") long branch) {
        guard.open(Permission.SETTINGS_EDIT, new BranchId(branch));
        return accounts.offers().stream().map(OfferView::of).toList();
    }

    /** Those of the whole school among them. */
    @GET
    public Page<ProviderAccountView> list(
            @Context Guard guard, @QueryParam("branch") long branch, @Context Paging paging) {
        var all = accounts.of(guard.open(Permission.SETTINGS_EDIT, new BranchId(branch)));
        return paging.of(all, one -> one.id().value(), false).map(one -> views.of(one, guard));
    }

    @POST
    @CallsOut
    @Creates("/provider-accounts/{id}")
    public ProviderAccountView connect(@Context Guard guard, ConnectRequest request) {
        var terms = request.terms();
        var branch = views.requireEditor(guard, request.branch());
        return views.of(
                accounts.connect(
                        branch.equals(Suppression.SCHOOL) ? null : branch,
                        request.provider(),
                        request.name(),
                        request.settings(),
                        Objects.requireNonNullElse(terms, ProviderTerms.USUAL),
                        guard.actor()),
                guard);
    }

    @GET
    @Path("/{id}")
    @ETagged
    public ProviderAccountView show(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        return views.of(see(guard, id), guard);
    }

    @PUT
    @Path("/{id}")
    @ETagged
    public ProviderAccountView change(
            @Context Guard guard, @PathParam("id") ProviderAccountId id, ChangeRequest request) {
        guard.unchanged(views.of(open(guard, id), guard));
        return views.of(
                accounts.change(
                        id, request.name(), request.active(), request.settings(), request.terms(), guard.actor()),
                guard);
    }

    /** Forgets an account that is switched off and was never used; one that messages went through stays. */
    @DELETE
    @Path("/{id}")
    public void remove(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        open(guard, id);
        accounts.remove(id, guard.actor());
    }

    /** How it fares; changes all the time and is no part of the account. */
    @GET
    @Path("/{id}/health")
    public ProviderAccountHealth health(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        return control.health(see(guard, id).id());
    }

    /** Tries the settings without sending anything. */
    @POST
    @CallsOut
    @Path("/{id}/tests")
    public ConnectionReport test(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        return accounts.test(open(guard, id).id());
    }

    /** Sends one message at once that says that it is a trial; ten an hour, because the address is anybody's. */
    @POST
    @CallsOut
    @Path("/{id}/test-messages")
    public TrialView tryOut(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @PathParam("id") ProviderAccountId id,
            TrialRequest request) {
        quota.requireTrial(ProviderAccountViews.branch(open(guard, id)));
        var outcome = control.tryOut(id, request.address(), Language.of(headers), guard.actor());
        return new TrialView(outcome.kind(), outcome.cause(), outcome.detail());
    }

    /** Asks the provider now. */
    @POST
    @CallsOut
    @Path("/{id}/balances")
    public BalanceView askBalance(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        return control.askBalance(open(guard, id).id())
                .map(balance -> new BalanceView(balance.amount(), balance.toldAt()))
                .orElse(new BalanceView(null, null));
    }

    /** Sends nothing more until it is released; its messages wait, or go through the next account. */
    @POST
    @Path("/{id}/pauses")
    public void pause(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        control.pause(open(guard, id).id(), guard.actor());
    }

    /** Lets it go on, whoever has stopped it. */
    @POST
    @Path("/{id}/releases")
    public void release(@Context Guard guard, @PathParam("id") ProviderAccountId id) {
        control.release(open(guard, id).id(), guard.actor());
    }

    /** Whoever sees it in a list may look at it. */
    private ProviderAccount see(Guard guard, ProviderAccountId id) {
        var account = accounts.find(id)
                .filter(one -> views.isVisible(guard, one))
                .orElseThrow(() -> PROVIDER_ACCOUNT_UNKNOWN.refuse(id));
        views.requireReader(guard, account);
        return account;
    }

    private ProviderAccount open(Guard guard, ProviderAccountId id) {
        var account = see(guard, id);
        views.requireEditor(guard, ProviderAccountViews.branch(account));
        return account;
    }
}
