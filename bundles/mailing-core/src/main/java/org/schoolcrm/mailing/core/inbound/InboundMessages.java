package org.schoolcrm.mailing.core.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.chat.ChatStarts;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;
import org.schoolcrm.mailing.core.template.TagValue;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.InboundStore;
import org.schoolcrm.mailing.spi.InboundStore.Correspondent;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.problem.Words;
import org.schoolcrm.runtime.api.Clock;

/**
 * What people write or do in channels: who refuses is not written to there any more until he takes it back; who opens a
 * chat by a link of ours binds it; what else a customer writes stands on his card and is answered once, with the school's
 * phone.
 */
public final class InboundMessages {

    private static final Words WORDS = Words.of(InboundMessages.class);
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final int KEY_LENGTH = 200;

    private final InboundStore store;
    private final ChatStarts starts;
    private final ChatBindingStore bindings;
    private final Outbox outbox;
    private final MessageRegister register;
    private final Issuers issuers;
    private final Clock clock;

    public InboundMessages(
            InboundStore store,
            ChatStarts starts,
            ChatBindingStore bindings,
            Outbox outbox,
            MessageRegister register,
            Issuers issuers,
            Clock clock) {
        this.store = store;
        this.starts = starts;
        this.bindings = bindings;
        this.outbox = outbox;
        this.register = register;
        this.issuers = issuers;
        this.clock = clock;
    }

    /** In the caller's transaction; an event counts once however often it is told. */
    void take(ProviderAccount account, String channel, InboundMessage told) {
        var address = DeliveryAddress.forProvider(channel, told.address()).orElse(told.address());
        var message = new InboundMessage(told.eventKey(), told.kind(), address, told.text(), told.at());
        var branch = Objects.requireNonNullElse(account.branch(), Suppression.SCHOOL);
        if (!store.add(account.id(), branch, channel, withoutToken(message))) {
            return;
        }
        var key = DeliveryAddress.key(channel, address);
        switch (message.kind()) {
            case STOP -> outbox.refuse(branch, channel, key, WORDS.in(RUSSIAN, "REFUSED", List.of()));
            case START -> {
                allow(branch, channel, address);
                starts.take(account, channel, message);
            }
            case RESUMED -> allow(branch, channel, address);
            case TEXT ->
                store.lastWrittenTo(channel, address)
                        .ifPresent(customer -> answer(account, channel, address, customer));
            case MOVED ->
                DeliveryAddress.forProvider(channel, message.text())
                        .ifPresent(now -> bindings.move(channel, address, now));
        }
    }

    /** The token of a link is as good as the link, and kept nowhere. */
    private static InboundMessage withoutToken(InboundMessage message) {
        return message.kind() == InboundMessage.Kind.START
                ? new InboundMessage(message.eventKey(), message.kind(), message.address(), "", message.at())
                : message;
    }

    private void allow(BranchId branch, String channel, String address) {
        if (outbox.allow(branch, channel, DeliveryAddress.key(channel, address))) {
            register.requeueSuppressed(branch, channel, DeliveryAddress.spellings(channel, address));
        }
    }

    private void answer(ProviderAccount account, String channel, String address, Correspondent customer) {
        var phone = issuers.of(customer.branch()).details().phone();
        var key = "reply:" + account.id() + ":" + address;
        if (phone.isEmpty() || key.length() > KEY_LENGTH) {
            return;
        }
        outbox.addAll(List.of(new NewMessage(
                null,
                new About(customer.branch(), customer.customer(), AccountId.BASE, List.of()),
                Route.by(channel, address),
                new Content(
                        DirectMessages.TEXT_TEMPLATE,
                        1,
                        Map.of(
                                "message.text",
                                TagValue.text(WORDS.in(RUSSIAN, "REPLY", List.of(phone)))
                                        .marked())),
                Purpose.REPLY,
                key,
                clock.now())));
    }
}
