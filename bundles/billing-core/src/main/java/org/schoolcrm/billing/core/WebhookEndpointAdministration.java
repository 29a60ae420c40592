package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.webhook.WebhookProblem.DELIVERY_UNKNOWN;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.ENDPOINT_INVALID;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.ENDPOINT_UNKNOWN;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.EVENTS_MISSING;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.TOO_MANY_ENDPOINTS;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.WEBHOOK_ADDRESS_NOT_PUBLIC;
import static org.schoolcrm.billing.api.webhook.WebhookProblem.WEBHOOK_ADDRESS_WRONG;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.webhook.WebhookDelivery;
import org.schoolcrm.billing.api.webhook.WebhookEndpoint;
import org.schoolcrm.billing.api.webhook.WebhookEndpointId;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints;
import org.schoolcrm.billing.spi.WebhookEndpointStore;
import org.schoolcrm.billing.spi.WebhookEndpointStore.Keys;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AddressPolicy;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Transactions;

/** Registers webhook endpoints and keeps the secrets that sign what is sent to them. */
public final class WebhookEndpointAdministration implements WebhookEndpoints {

    private static final int MOST = 20;
    private static final int ADDRESS = 500;
    private static final Pattern WITH_HOST = Pattern.compile("(https?://)([^/:?#@\\[]+)(.*)");
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final WebhookEndpointStore store;
    private final AddressPolicy addresses;
    private final Secrets secrets;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public WebhookEndpointAdministration(
            WebhookEndpointStore store,
            AddressPolicy addresses,
            Secrets secrets,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.store = store;
        this.addresses = addresses;
        this.secrets = secrets;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<WebhookEndpoint> of(BranchId branch) {
        return store.of(branch);
    }

    @Override
    public Optional<WebhookEndpoint> find(WebhookEndpointId id) {
        return store.find(id);
    }

    @Override
    public WithSecret add(BranchId branch, String address, Set<InvoiceEvent> events, Actor actor) {
        var asked = check(address, events);
        return transactions.inTransaction(() -> {
            if (store.of(branch).size() >= MOST) {
                throw TOO_MANY_ENDPOINTS.refuse();
            }
            var endpoint = new WebhookEndpoint(store.newId(), branch, asked, events, true);
            var secret = WebhookSignature.newSecret();
            store.add(endpoint, new Keys(seal(endpoint.id(), secret), null, null));
            record(actor, "webhook.added", null, endpoint);
            return new WithSecret(endpoint, secret);
        });
    }

    @Override
    public WebhookEndpoint change(
            WebhookEndpointId id, String address, Set<InvoiceEvent> events, boolean active, Actor actor) {
        var asked = check(address, events);
        return transactions.inTransaction(() -> {
            var before = existing(id);
            var after = new WebhookEndpoint(id, before.branch(), asked, events, active);
            store.change(after);
            record(actor, "webhook.changed", before, after);
            return after;
        });
    }

    @Override
    public WithSecret rotate(WebhookEndpointId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var endpoint = existing(id);
            var secret = WebhookSignature.newSecret();
            var before = store.keys(id).orElseThrow().now();
            store.change(id, new Keys(seal(id, secret), before, clock.now().plus(OVERLAP)));
            record(actor, "webhook.secret", null, endpoint);
            return new WithSecret(endpoint, secret);
        });
    }

    @Override
    public void remove(WebhookEndpointId id, Actor actor) {
        transactions.run(() -> {
            var endpoint = existing(id);
            store.remove(id);
            audit.record(new AuditRecord(
                    actor, endpoint.branch().value(), "webhook.removed", "webhook:" + id, endpoint.toString(), null));
        });
    }

    @Override
    public List<WebhookDelivery> deliveries(WebhookEndpointId id, long before, int limit) {
        return store.deliveries(existing(id).id(), before, limit);
    }

    @Override
    public WebhookDelivery redeliver(WebhookEndpointId id, long delivery, Actor actor) {
        return transactions.inTransaction(() -> {
            var again = store.delivery(delivery)
                    .filter(one -> one.endpoint().equals(id))
                    .orElseThrow(() -> DELIVERY_UNKNOWN.refuse(delivery))
                    .again(clock.now());
            store.settle(again);
            record(actor, "webhook.again", null, existing(id));
            return again;
        });
    }

    /** Sealed secrets open only where they were sealed. */
    static Secrets.Place place(WebhookEndpointId id) {
        return new Secrets.Place("webhook_endpoint", id.toString(), "secret");
    }

    private String seal(WebhookEndpointId id, String secret) {
        return secrets.seal(secret, place(id));
    }

    private WebhookEndpoint existing(WebhookEndpointId id) {
        return store.find(id).orElseThrow(() -> ENDPOINT_UNKNOWN.refuse(id));
    }

    private void record(Actor actor, String action, @Nullable WebhookEndpoint before, WebhookEndpoint after) {
        audit.record(new AuditRecord(
                actor,
                after.branch().value(),
                action,
                "webhook:" + after.id(),
                before == null ? null : before.toString(),
                after.toString()));
    }

    /** The address as it is called; other scripts than Latin are shown as what they are sent as (D15). */
    private String check(String address, Set<InvoiceEvent> events) {
        var uri = parsed(address);
        new FieldChecks()
                .require(uri.isPresent(), "address", WEBHOOK_ADDRESS_WRONG)
                .require(uri.isEmpty() || addresses.admits(uri.get()), "address", WEBHOOK_ADDRESS_NOT_PUBLIC)
                .require(!events.isEmpty(), "events", EVENTS_MISSING)
                .refuseAs(ENDPOINT_INVALID);
        return uri.orElseThrow().toASCIIString();
    }

    private static Optional<URI> parsed(String address) {
        var parts = WITH_HOST.matcher(address);
        try {
            var uri =
                    new URI(parts.matches() ? parts.group(1) + IDN.toASCII(parts.group(2)) + parts.group(3) : address);
            boolean isAddress = uri.toASCIIString().length() <= ADDRESS
                    && uri.toASCIIString().matches("[\\x21-\\x7e]+")
                    && uri.isAbsolute()
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
            return Optional.of(uri).filter(one -> isAddress);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
