package org.schoolcrm.mailing.core.chat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;
import org.schoolcrm.mailing.core.dispatch.SchoolNames;
import org.schoolcrm.mailing.core.template.TagValue;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.ChatBindingStore.Invitation;
import org.schoolcrm.mailing.spi.ConsentStore;
import org.schoolcrm.mailing.spi.ConsentStore.Known;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.Content;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.Outbox.Route;
import org.schoolcrm.problem.Words;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;

/**
 * Binds the chat of whoever opens it by a link of ours and greets him; whoever comes with a link that is used or too old
 * is told how to get another. Neither answer says whose the link was.
 */
public final class ChatStarts {

    private static final Words WORDS = Words.of(ChatStarts.class);
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final int KEY_LENGTH = 200;
    private static final long SECONDS_OF_HOUR = 3600;

    private final ChatBindingStore bindings;
    private final ConsentStore consents;
    private final Outbox outbox;
    private final SchoolNames schools;
    private final Branches branches;
    private final Clock clock;
    private final Audit audit;

    public ChatStarts(
            ChatBindingStore bindings,
            ConsentStore consents,
            Outbox outbox,
            SchoolNames schools,
            Branches branches,
            Clock clock,
            Audit audit) {
        this.bindings = bindings;
        this.consents = consents;
        this.outbox = outbox;
        this.schools = schools;
        this.branches = branches;
        this.clock = clock;
        this.audit = audit;
    }

    /** In the caller's transaction. */
    public void take(ProviderAccount account, String channel, InboundMessage start) {
        var token = ChatToken.read(start.text());
        if (token.isEmpty() || !DeliveryAddress.isChat(channel)) {
            return;
        }
        bindings.accept(channel, token.get().hash(), clock.now())
                .filter(invitation -> account.serves(invitation.branch()))
                .ifPresentOrElse(
                        invitation -> bind(account, invitation, start.address(), token.get()),
                        () -> refuse(account, channel, start.address()));
    }

    /** Whoever binds a chat agrees to be written to there, also if he had said otherwise before. */
    private void bind(ProviderAccount account, Invitation invitation, String chat, ChatToken token) {
        consents.put(
                invitation.branch(),
                new Known(invitation.customer(), invitation.channel(), Consent.GIVEN, clock.now()));
        if (bindings.bind(invitation, account.id(), chat, clock.now())) {
            audit.record(new AuditRecord(
                    Actor.payer(),
                    invitation.branch().value(),
                    "chat.bound",
                    "customer:" + invitation.customer(),
                    null,
                    invitation.channel()));
        }
        answer(
                invitation.branch(),
                invitation.customer(),
                Route.by(invitation.channel(), chat),
                WORDS.in(RUSSIAN, "BOUND", List.of(schools.of(invitation.branch()))),
                "bound:" + token.hash());
    }

    /** Once an hour, so that nobody makes us write without end. Who it is, is not known: it is no customer's message. */
    private void refuse(ProviderAccount account, String channel, String chat) {
        var hour = clock.now().getEpochSecond() / SECONDS_OF_HOUR;
        var branch = Optional.ofNullable(account.branch())
                .or(() -> branches.all().stream().findFirst().map(Branch::id));
        branch.ifPresent(where -> answer(
                where,
                About.NOBODY,
                Route.by(channel, chat),
                WORDS.in(RUSSIAN, "OLD_LINK", List.of()),
                "old-link:" + account.id() + ":" + hour + ":" + chat));
    }

    private void answer(BranchId branch, CustomerId customer, Route route, String text, String key) {
        if (key.length() > KEY_LENGTH) {
            return;
        }
        outbox.addAll(List.of(new NewMessage(
                null,
                new About(branch, customer, AccountId.BASE, List.of()),
                route,
                new Content(
                        DirectMessages.TEXT_TEMPLATE,
                        1,
                        Map.of("message.text", TagValue.text(text).marked())),
                Purpose.REPLY,
                key,
                clock.now())));
    }
}
