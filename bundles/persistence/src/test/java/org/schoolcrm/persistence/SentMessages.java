package org.schoolcrm.persistence;

import static org.schoolcrm.persistence.Samples.BRANCH;
import static org.schoolcrm.persistence.Samples.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.ClaimScope;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;

/** Messages of one run, by a channel and an account of their own, on their way and with their provider. */
record SentMessages(
        StoreTestApplication stores, RunId run, String channel, ProviderAccountId account, Template template) {

    static final String PHONE = "+79161234567";

    static SentMessages of(StoreTestApplication stores) {
        var run = stores.runs().newId();
        var template = new Template(
                stores.mailings().newTemplateId(), 1, BRANCH, DeliveryMethod.SMS, "Счёт", "", "{bill.url}");
        stores.transactions().run(() -> stores.mailings().save(template));
        return new SentMessages(stores, run, "ch" + run, stores.providerAccount("ch" + run), template);
    }

    /** A message that waits. */
    long enqueue(String key, CustomerId customer) {
        stores.transactions()
                .run(() -> stores.outbox()
                        .addAll(List.of(new NewMessage(
                                run,
                                new About(BRANCH, customer, AccountId.BASE, List.of()),
                                Route.by(channel, PHONE),
                                new Content(template.id(), template.version(), Map.of()),
                                Purpose.INVOICE,
                                channel + key,
                                NOW.minus(Duration.ofDays(365))))));
        return all().get(0).id();
    }

    ClaimedMessage claim() {
        return stores.transactions()
                .inTransaction(() -> stores.outbox()
                        .claim(
                                new ClaimScope(channel, account, null, Set.of(), Set.of()),
                                "me",
                                Duration.ofMinutes(2),
                                1))
                .get(0);
    }

    void complete(ClaimedMessage message, MessageState state, @Nullable String providerId) {
        stores.transactions().run(() -> {
            stores.outbox().markOnWire(message.id(), message.fence(), Duration.ofMinutes(1));
            stores.outbox().complete(message.id(), message.fence(), state, providerId, NOW, "");
        });
    }

    /** A message that the provider has by that number. */
    long send(String providerId) {
        long id = enqueue(providerId, new CustomerId(7));
        complete(claim(), MessageState.ACCEPTED, providerId);
        return id;
    }

    OutboxMessage find(long id) {
        return stores.register().find(id).orElseThrow();
    }

    List<OutboxMessage> all() {
        return stores.register().list(new MessageFilter(BRANCH, Set.of(), null, run, null), 0, 100);
    }
}
