package org.schoolcrm.mailing.core;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Clock;

/** Looks at messages just before they go out: much may have happened since they were written. */
public final class LastLook {

    private final Billing billing;
    private final RunStore runs;
    private final Outbox outbox;
    private final Branches branches;
    private final MailingOption option;
    private final Clock clock;

    public LastLook(
            Billing billing, RunStore runs, Outbox outbox, Branches branches, MailingOption option, Clock clock) {
        this.billing = billing;
        this.runs = runs;
        this.outbox = outbox;
        this.branches = branches;
        this.option = option;
        this.clock = clock;
    }

    /**
     * Why a message does not go out now.
     *
     * @param again when it is due again, for one that only waits
     */
    record Objection(MessageState state, @Nullable Instant again, String detail) {}

    /** What speaks against each of the messages; asks a constant number of questions, however many they are. */
    Map<Long, Objection> objections(String channel, List<ClaimedMessage> messages) {
        var facts = facts(channel, messages);
        var objections = new HashMap<Long, Objection>();
        for (var message : messages) {
            objection(message, facts).ifPresent(found -> objections.put(message.id(), found));
        }
        return objections;
    }

    private record Facts(Map<InvoiceId, Invoice> invoices, Map<RunId, MailingRun> runs, Set<String> suppressed) {}

    private Facts facts(String channel, List<ClaimedMessage> messages) {
        var asked = messages.stream()
                .map(ClaimedMessage::invoices)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        var invoices = billing.findAll(asked).stream().collect(Collectors.toMap(Invoice::id, Function.identity()));
        var fired = messages.stream()
                .flatMap(message -> Optional.ofNullable(message.run()).stream())
                .distinct()
                .flatMap(id -> runs.find(id).stream())
                .collect(Collectors.toMap(MailingRun::id, Function.identity()));
        var addresses = messages.stream().map(ClaimedMessage::address).toList();
        return new Facts(invoices, fired, outbox.suppressed(channel, addresses));
    }

    private Optional<Objection> objection(ClaimedMessage message, Facts facts) {
        var zone = branches.find(message.branch()).orElseThrow().zone();
        if (!option.state(message.branch()).sends()) {
            return Optional.of(new Objection(MessageState.CANCELLED, null, "the option of mailings is off"));
        }
        if (facts.suppressed().contains(message.address())) {
            return Optional.of(new Objection(MessageState.SUPPRESSED, null, "the address is on the list"));
        }
        if (!message.invoices().isEmpty()
                && message.invoices().stream()
                        .noneMatch(id -> isStillAsked(message, facts.invoices().get(id), zone))) {
            return Optional.of(new Objection(MessageState.EXPIRED, null, "nothing is to be paid any more"));
        }
        return quiet(message, facts, zone);
    }

    /** A reminder may speak of an invoice whose term is over; the invoice itself may not be sent any more. */
    private boolean isStillAsked(ClaimedMessage message, @Nullable Invoice invoice, ZoneId zone) {
        return invoice != null
                && invoice.status() == InvoiceStatus.AWAITING_PAYMENT
                && (message.purpose() == Purpose.REMINDER || !invoice.isExpired(clock.today(zone)));
    }

    private Optional<Objection> quiet(ClaimedMessage message, Facts facts, ZoneId zone) {
        var run = message.run() == null ? null : facts.runs().get(message.run());
        if (run == null) {
            return Optional.empty();
        }
        var now = clock.now();
        var due = Quiet.after(now, run.how().quiet(), zone);
        return due.equals(now)
                ? Optional.empty()
                : Optional.of(new Objection(MessageState.PENDING, due, "quiet hours"));
    }
}
