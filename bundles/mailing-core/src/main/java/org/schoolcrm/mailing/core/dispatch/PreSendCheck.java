package org.schoolcrm.mailing.core.dispatch;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.About;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Clock;

/** Checks messages just before they go out, because much may have happened since they were composed. */
public final class PreSendCheck {

    private final Billing billing;
    private final RunStore runs;
    private final Outbox outbox;
    private final Branches branches;
    private final CurrentAddresses addresses;
    private final RecipientWishes wishes;
    private final ApprovedTexts texts;
    private final MailingOption option;
    private final Clock clock;

    public PreSendCheck(
            Billing billing,
            RunStore runs,
            Outbox outbox,
            Branches branches,
            CurrentAddresses addresses,
            RecipientWishes wishes,
            ApprovedTexts texts,
            MailingOption option,
            Clock clock) {
        this.billing = billing;
        this.runs = runs;
        this.outbox = outbox;
        this.branches = branches;
        this.addresses = addresses;
        this.wishes = wishes;
        this.texts = texts;
        this.option = option;
        this.clock = clock;
    }

    /**
     * Why a message does not go out now.
     *
     * @param again when it is due again, for one that only waits
     * @param unreachable whether nobody can be reached at its address
     */
    record Objection(MessageState state, @Nullable Instant again, String detail, boolean unreachable) {

        static Objection end(MessageState state, String detail) {
            return new Objection(state, null, detail, false);
        }

        static Objection later(Instant again, String detail) {
            return new Objection(MessageState.PENDING, again, detail, false);
        }

        static Objection unreachable(MessageState state, String detail) {
            return new Objection(state, null, detail, true);
        }

        /** Whether the message may go by another channel. */
        boolean goesOn() {
            return state == MessageState.REJECTED || state == MessageState.SUPPRESSED;
        }
    }

    /**
     * What the check found.
     *
     * @param objections by message; a message without one may go out
     * @param deadlines by message: when nothing of it is payable any more
     * @param addresses by message: the customer's address now, where it is not the one that the message has
     * @param texts by message: the version of its template that it goes with, where it is not the one that it has
     */
    record Result(
            Map<Long, Objection> objections,
            Map<Long, Instant> deadlines,
            Map<Long, String> addresses,
            Map<Long, Template> texts) {}

    /** Reads what it needs in a constant number of queries, however many messages there are. */
    Result check(ConnectedChannel channel, List<ClaimedMessage> messages) {
        var found = addresses.of(channel.name(), messages);
        var result = new Result(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        messages.forEach(message ->
                found.instead(message).ifPresent(address -> result.addresses().put(message.id(), address)));
        var current = messages.stream()
                .map(message -> Optional.ofNullable(result.addresses().get(message.id()))
                        .map(message::to)
                        .orElse(message))
                .toList();
        var facts = facts(channel, current, found);
        var writtenTo = new HashSet<>(facts.recentlyWrittenTo());
        for (var message : current) {
            objection(message, facts)
                    .or(() -> tooSoon(channel, message, writtenTo))
                    .ifPresent(objection -> result.objections().put(message.id(), objection));
            facts.texts().instead(message).ifPresent(text -> result.texts().put(message.id(), text));
            deadline(message, facts).ifPresent(until -> result.deadlines().put(message.id(), until));
        }
        return result;
    }

    private record Facts(
            Map<InvoiceId, Invoice> invoices,
            Map<RunId, MailingRun> runs,
            CurrentAddresses.Found addresses,
            RecipientWishes.Found wishes,
            ApprovedTexts.Found texts,
            Set<String> recentlyWrittenTo) {}

    private Facts facts(ConnectedChannel channel, List<ClaimedMessage> messages, CurrentAddresses.Found found) {
        var invoiceIds = messages.stream()
                .map(ClaimedMessage::invoices)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        var invoices = billing.findAll(invoiceIds).stream().collect(Collectors.toMap(Invoice::id, Function.identity()));
        var runsById = messages.stream()
                .flatMap(message -> Optional.ofNullable(message.run()).stream())
                .distinct()
                .flatMap(id -> runs.find(id).stream())
                .collect(Collectors.toMap(MailingRun::id, Function.identity()));
        var addresses = messages.stream().map(ClaimedMessage::address).toList();
        var between = channel.pace().betweenToOne();
        var recentlyWrittenTo =
                between.isZero() ? Set.<String>of() : outbox.writtenToWithin(channel.name(), addresses, between);
        return new Facts(
                invoices,
                runsById,
                found,
                wishes.of(channel, messages),
                texts.of(channel, messages),
                recentlyWrittenTo);
    }

    private Optional<Objection> objection(ClaimedMessage message, Facts facts) {
        var zone = zone(message);
        if (!option.state(message.branch()).sends()) {
            return Optional.of(Objection.end(MessageState.CANCELLED, "the option of mailings is off"));
        }
        var gone = gone(message, facts.addresses());
        if (gone.isPresent()) {
            return gone;
        }
        var unwanted = facts.wishes().against(message);
        if (unwanted.isPresent()) {
            return unwanted;
        }
        if (!message.invoices().isEmpty()
                && message.invoices().stream()
                        .noneMatch(
                                id -> isStillPayable(message, facts.invoices().get(id), zone))) {
            return Optional.of(Objection.end(MessageState.EXPIRED, "nothing is to be paid any more"));
        }
        return brake(message, facts)
                .or(() -> quiet(message, facts, zone))
                .or(() -> facts.texts().against(message));
    }

    /** For a customer who has left, or has no address of that kind any more. */
    private static Optional<Objection> gone(ClaimedMessage message, CurrentAddresses.Found found) {
        var customer = found.reachable().get(message.customer());
        if (message.purpose() == Purpose.TEST || message.customer().equals(About.NOBODY)) {
            return Optional.empty();
        }
        if (customer == null) {
            return Optional.of(Objection.end(MessageState.CANCELLED, "the customer is gone"));
        }
        if (customer.archived() && !byHand(message)) {
            return Optional.of(Objection.end(MessageState.CANCELLED, "the customer is archived"));
        }
        return found.lack(message).map(why -> Objection.unreachable(MessageState.REJECTED, why));
    }

    /** Who has left may still be written to, and answered. */
    private static boolean byHand(ClaimedMessage message) {
        return message.purpose() == Purpose.MANUAL || message.purpose() == Purpose.REPLY;
    }

    /** For a message that was claimed already when its run was paused or stopped. */
    private static Optional<Objection> brake(ClaimedMessage message, Facts facts) {
        var run = message.run() == null ? null : facts.runs().get(message.run());
        if (run == null) {
            return Optional.empty();
        }
        return switch (run.brake()) {
            case NONE, PARKED -> Optional.empty();
            case PAUSED -> Optional.of(Objection.end(MessageState.HELD, "the run is paused"));
            case STOPPED -> Optional.of(Objection.end(MessageState.CANCELLED, "the run was stopped"));
        };
    }

    /** Providers limit messages to one recipient; the second one waits. */
    private Optional<Objection> tooSoon(ConnectedChannel channel, ClaimedMessage message, Set<String> writtenTo) {
        var between = channel.pace().betweenToOne();
        if (between.isZero() || writtenTo.add(message.address())) {
            return Optional.empty();
        }
        return Optional.of(Objection.later(clock.now().plus(between), "one after the other"));
    }

    /** When the last of its invoices expires; a reminder has no such end. */
    private Optional<Instant> deadline(ClaimedMessage message, Facts facts) {
        if (message.purpose() == Purpose.REMINDER) {
            return Optional.empty();
        }
        var zone = zone(message);
        var ends = message.invoices().stream()
                .map(facts.invoices()::get)
                .filter(Objects::nonNull)
                .map(invoice -> Optional.ofNullable(invoice.term().until()))
                .toList();
        return ends.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : ends.stream()
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder())
                        .map(last -> last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private ZoneId zone(ClaimedMessage message) {
        return branches.find(message.branch()).orElseThrow().zone();
    }

    /** A reminder may be about an expired invoice; the invoice itself is not sent any more. */
    private boolean isStillPayable(ClaimedMessage message, @Nullable Invoice invoice, ZoneId zone) {
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
        var due = run.how().afterQuietHours(now, zone);
        return due.equals(now) ? Optional.empty() : Optional.of(Objection.later(due, "quiet hours"));
    }
}
