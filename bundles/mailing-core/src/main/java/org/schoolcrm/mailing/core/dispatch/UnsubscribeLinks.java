package org.schoolcrm.mailing.core.dispatch;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.Unsubscribing;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Site;
import org.schoolcrm.runtime.api.Transactions;

/** The links by which recipients end messages to their address: the number of the message, sealed. */
public final class UnsubscribeLinks implements Unsubscribing {

    private static final Secrets.Place LINK = new Secrets.Place("message", "any", "unsubscribe");
    private static final Pattern TOKEN = Pattern.compile("\\d\\.[\\w-]{1,64}\\.[\\w-]{38,80}");
    private static final Pattern MIDDLE = Pattern.compile("(?<=^.)[^@]*(?=@)|(?<=^.{4})\\d+(?=\\d{2}$)");
    private static final String WHY = "unsubscribed by the link of message ";

    private final MessageRegister register;
    private final Outbox outbox;
    private final SchoolNames schools;
    private final Secrets secrets;
    private final Site site;
    private final Transactions transactions;
    private final Audit audit;

    public UnsubscribeLinks(
            MessageRegister register,
            Outbox outbox,
            SchoolNames schools,
            Secrets secrets,
            Site site,
            Transactions transactions,
            Audit audit) {
        this.register = register;
        this.outbox = outbox;
        this.schools = schools;
        this.secrets = secrets;
        this.site = site;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The link for a message; each one made is another, and all of them work. */
    URI of(long message) {
        return site.at("/u/" + secrets.seal(Long.toString(message), LINK));
    }

    @Override
    public Optional<Subscriber> find(String token) {
        return message(token)
                .map(message -> new Subscriber(
                        schools.of(message.branch()),
                        MIDDLE.matcher(message.address()).replaceAll("…"),
                        isSuppressed(message)));
    }

    @Override
    public boolean end(String token) {
        var found = message(token);
        found.ifPresent(message -> transactions.run(() -> {
            if (!isSuppressed(message)) {
                outbox.refuse(
                        message.branch(),
                        message.channel(),
                        DeliveryAddress.key(message.channel(), message.address()),
                        WHY + message.id());
                audit.record(new AuditRecord(
                        Actor.payer(),
                        message.branch().value(),
                        "address.suppressed",
                        "channel:" + message.channel(),
                        null,
                        null));
            }
        }));
        return found.isPresent();
    }

    private Optional<OutboxMessage> message(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            return register.find(Long.parseLong(secrets.open(token, LINK)));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private boolean isSuppressed(OutboxMessage message) {
        var spellings = DeliveryAddress.spellings(message.channel(), message.address());
        return !outbox.suppressed(message.branch(), message.channel(), spellings)
                .isEmpty();
    }
}
