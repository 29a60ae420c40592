package org.schoolcrm.mailing.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMoments;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Clock;

/** All stores of mailings in memory, for one thread. */
public final class MailingMemory {

    public final Mailings mailings = new Mailings();
    public final Runs runs = new Runs();
    public final Messages messages;
    private long ids = 1000;

    public MailingMemory(Clock clock) {
        messages = new Messages(clock);
    }

    public final class Mailings implements MailingStore {

        private final Map<MailingId, Mailing> mailings = new LinkedHashMap<>();
        private final Map<MailingId, Optional<Slot>> slots = new LinkedHashMap<>();
        private final Map<TemplateId, Template> templates = new LinkedHashMap<>();
        private final List<Template> versions = new ArrayList<>();

        @Override
        public MailingId newMailingId() {
            return new MailingId(++ids);
        }

        @Override
        public TemplateId newTemplateId() {
            return new TemplateId(++ids);
        }

        @Override
        public void save(Mailing mailing, Slot next) {
            mailings.put(mailing.id(), mailing);
            slots.put(mailing.id(), Optional.ofNullable(next));
        }

        @Override
        public List<MailingId> due(Instant now) {
            return slots.entrySet().stream()
                    .filter(one -> one.getValue()
                            .filter(slot -> !slot.at().isAfter(now))
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public Optional<Planned> lockPlanned(MailingId id) {
            return nextSlot(id).map(slot -> new Planned(mailings.get(id), slot));
        }

        @Override
        public Optional<Slot> nextSlot(MailingId id) {
            return slots.getOrDefault(id, Optional.empty());
        }

        @Override
        public void save(Template template) {
            templates.put(template.id(), template);
            versions.add(template);
        }

        @Override
        public Optional<Template> find(TemplateId id, int version) {
            return versions.stream()
                    .filter(one -> one.id().equals(id) && one.version() == version)
                    .findFirst();
        }

        @Override
        public Optional<Mailing> find(MailingId id) {
            return Optional.ofNullable(mailings.get(id));
        }

        @Override
        public Optional<Template> find(TemplateId id) {
            return Optional.ofNullable(templates.get(id));
        }

        @Override
        public Optional<Template> lock(TemplateId id) {
            return find(id);
        }

        @Override
        public void archive(MailingId id, Instant at) {
            mailings.remove(id);
            slots.remove(id);
        }

        @Override
        public void archive(TemplateId id, Instant at) {
            templates.remove(id);
        }

        @Override
        public List<Mailing> mailings(BranchId branch) {
            return List.copyOf(mailings.values());
        }

        @Override
        public List<Template> templates(BranchId branch) {
            return templates.values().stream()
                    .filter(template -> template.branch().equals(branch))
                    .toList();
        }
    }

    public final class Runs implements RunStore {

        private final Map<RunId, MailingRun> runs = new LinkedHashMap<>();
        private final Map<Page, Integer> pages = new LinkedHashMap<>();
        private final Map<RunId, Long> admitted = new HashMap<>();
        private final Map<RunId, Long> admittedAmount = new HashMap<>();
        private final Map<RunId, Long> admittedCost = new HashMap<>();
        public final List<RunEntry> entries = new ArrayList<>();

        @Override
        public RunId newId() {
            return new RunId(++ids);
        }

        @Override
        public MailingRun addIfNew(MailingRun run) {
            return runs.values().stream()
                    .filter(one ->
                            one.mailing().equals(run.mailing()) && one.trigger().equals(run.trigger()))
                    .findFirst()
                    .orElseGet(() -> {
                        runs.put(run.id(), run);
                        return run;
                    });
        }

        @Override
        public Optional<MailingRun> find(RunId id) {
            return Optional.ofNullable(runs.get(id));
        }

        @Override
        public List<MailingRun> ofMailing(MailingId mailing) {
            return List.copyOf(runs.values());
        }

        @Override
        public Optional<MailingRun> change(RunId id, UnaryOperator<MailingRun> step) {
            return Optional.ofNullable(runs.computeIfPresent(id, (key, was) -> step.apply(was)));
        }

        @Override
        public Page addPage(RunId run, List<CustomerId> customers, boolean late) {
            var page = new Page(run, pages.size() + 1, customers, late);
            pages.put(page, -1);
            return page;
        }

        @Override
        public Optional<Page> page(RunId run, int number) {
            return pages.keySet().stream()
                    .filter(page -> page.number() == number)
                    .findFirst();
        }

        @Override
        public Optional<Page> lockOpenPage(RunId run, int number) {
            return page(run, number).filter(page -> pages.get(page) < 0);
        }

        @Override
        public void finishPage(RunId run, int number, int putOff) {
            page(run, number).ifPresent(page -> pages.put(page, page.customers().size() - putOff));
        }

        @Override
        public boolean hasOpenPages(RunId run) {
            return openPages(run).stream().anyMatch(page -> !page.late());
        }

        @Override
        public List<Page> openPages(RunId run) {
            return pages.keySet().stream().filter(page -> pages.get(page) < 0).toList();
        }

        @Override
        public Admission admit(RunId run, long invoices, long amountMinor, Long costMinor) {
            var now = runs.get(run);
            if (!now.isFree()) {
                return Admission.HELD_BACK;
            }
            long many = admitted.getOrDefault(run, 0L) + invoices;
            long sum = admittedAmount.getOrDefault(run, 0L) + amountMinor;
            if (now.limits().arePassedBy(many, sum)) {
                return Admission.BEYOND_LIMITS;
            }
            var cost = costMinor == null ? null : (Long) (admittedCost.getOrDefault(run, 0L) + costMinor);
            if (now.limits().asksAboutCost(cost)) {
                return Admission.BEYOND_COST;
            }
            admittedCost.put(run, cost == null ? 0 : cost);
            admitted.put(run, many);
            admittedAmount.put(run, sum);
            return Admission.ADMITTED;
        }

        @Override
        public List<CustomerId> takeFailed(RunId run) {
            var failed = entries.stream()
                    .filter(entry -> entry.outcome() == RunEntry.Outcome.FAILED)
                    .map(RunEntry::customer)
                    .distinct()
                    .toList();
            entries.removeIf(entry -> entry.outcome() == RunEntry.Outcome.FAILED);
            return failed;
        }

        @Override
        public void addEntries(List<RunEntry> added) {
            entries.addAll(added);
        }

        @Override
        public List<RunEntry> entries(RunId run, int offset, int limit) {
            return entries.stream().skip(offset).limit(limit).toList();
        }

        @Override
        public Tally tally(RunId run) {
            var skipped = new EnumMap<SkipReason, Long>(SkipReason.class);
            entries.stream()
                    .filter(entry -> entry.reason() != null)
                    .forEach(entry -> skipped.merge(entry.reason(), 1L, Long::sum));
            long billed = entries.stream()
                    .filter(entry -> entry.outcome() == RunEntry.Outcome.BILLED)
                    .count();
            long done = pages.values().stream()
                    .filter(size -> size > 0)
                    .mapToInt(size -> size)
                    .sum();
            return new Tally(done, done, billed, 0, skipped, 0, null);
        }
    }

    public final class Messages implements Outbox {

        private final Clock clock;
        public final Map<Long, NewMessage> rows = new LinkedHashMap<>();
        public final Map<Long, MessageState> states = new LinkedHashMap<>();
        final Map<Long, Instant> due = new LinkedHashMap<>();
        final Map<Long, ComposedMessage> composed = new LinkedHashMap<>();
        public final Map<Long, Integer> attempts = new LinkedHashMap<>();
        final Map<Long, Instant> onWire = new LinkedHashMap<>();
        public final Map<Long, ProviderAccountId> accounts = new LinkedHashMap<>();
        final Map<Long, String> providerIds = new HashMap<>();
        public final Map<Long, String> details = new HashMap<>();
        final Map<Long, Long> fallbackOf = new HashMap<>();
        public final Set<String> suppressed = new HashSet<>();
        private final Set<String> refused = new HashSet<>();
        public final Map<Long, DeliveryMoments> moments = new HashMap<>();
        private final Map<String, String> by = new HashMap<>();

        Messages(Clock clock) {
            this.clock = clock;
        }

        @Override
        public void addAll(List<NewMessage> added) {
            for (var message : added) {
                if (rows.values().stream().noneMatch(one -> one.dedupKey().equals(message.dedupKey()))) {
                    long id = ++ids;
                    rows.put(id, message);
                    states.put(id, MessageState.PENDING);
                    due.put(id, message.notBefore());
                    attempts.put(id, 0);
                }
            }
        }

        @Override
        public List<ClaimedMessage> claim(ClaimScope scope, String dispatcher, Duration lease, int limit) {
            return rows.entrySet().stream()
                    .filter(row -> row.getValue().route().channel().equals(scope.channel()))
                    .filter(row -> scope.branch() == null
                            || scope.branch().equals(row.getValue().about().branch()))
                    .filter(row ->
                            !scope.except().contains(row.getValue().about().branch()))
                    .filter(row -> isFor(scope, row.getKey()))
                    .filter(row -> states.get(row.getKey()) == MessageState.PENDING
                            || states.get(row.getKey()) == MessageState.RETRY_WAIT)
                    .filter(row -> !due.get(row.getKey()).isAfter(clock.now()))
                    .limit(limit)
                    .map(row -> claimed(row.getKey(), row.getValue(), scope.account()))
                    .toList();
        }

        private boolean isFor(ClaimScope scope, long id) {
            var account = accounts.get(id);
            return account == null
                    || account.equals(scope.account())
                    || (states.get(id) == MessageState.PENDING && scope.idle().contains(account));
        }

        @Override
        public boolean readdress(long id, long fence, String address) {
            var was = rows.get(id);
            rows.put(
                    id,
                    new NewMessage(
                            was.run(),
                            was.about(),
                            new Route(
                                    was.route().channel(), address, was.route().onward()),
                            was.content(),
                            was.purpose(),
                            was.dedupKey(),
                            was.notBefore()));
            composed.remove(id);
            return true;
        }

        @Override
        public boolean reword(long id, long fence, int version) {
            var was = rows.get(id);
            var content = was.content();
            rows.put(
                    id,
                    new NewMessage(
                            was.run(),
                            was.about(),
                            was.route(),
                            new Content(content.template(), version, content.values()),
                            was.purpose(),
                            was.dedupKey(),
                            was.notBefore()));
            composed.remove(id);
            return true;
        }

        @Override
        public List<HeldText> held(String channel) {
            return rows.keySet().stream()
                    .filter(this::isHeldByItself)
                    .map(this::text)
                    .filter(text -> text.channel().equals(channel))
                    .distinct()
                    .toList();
        }

        @Override
        public void explain(HeldText text, String why) {
            heldSo(text).forEach(id -> details.put(id, why));
        }

        private List<Long> heldSo(HeldText text) {
            return rows.keySet().stream()
                    .filter(this::isHeldByItself)
                    .filter(id -> text(id).equals(text))
                    .toList();
        }

        @Override
        public int release(HeldText text) {
            var held = heldSo(text);
            held.forEach(id -> states.put(id, MessageState.PENDING));
            return held.size();
        }

        private boolean isHeldByItself(long id) {
            var run = rows.get(id).run();
            return states.get(id) == MessageState.HELD
                    && (run == null
                            || runs.find(run)
                                    .filter(one -> one.brake() == MailingRun.Brake.PAUSED)
                                    .isEmpty());
        }

        private HeldText text(long id) {
            var row = rows.get(id);
            return new HeldText(
                    row.route().channel(),
                    row.about().branch(),
                    row.content().template(),
                    row.content().version());
        }

        @Override
        public boolean keepComposed(long id, long fence, ComposedMessage message) {
            composed.put(id, message);
            return true;
        }

        @Override
        public boolean markOnWire(long id, long fence, Duration lease) {
            onWire.put(id, clock.now());
            return true;
        }

        @Override
        public boolean complete(
                long id, long fence, MessageState state, String providerId, Instant notBefore, String detail) {
            states.put(id, state);
            details.put(id, detail);
            Optional.ofNullable(providerId).ifPresent(number -> providerIds.put(id, number));
            Optional.ofNullable(notBefore).ifPresent(at -> due.put(id, at));
            boolean counts = state != MessageState.PENDING && state != MessageState.HELD;
            attempts.merge(id, counts ? 1 : 0, Integer::sum);
            return true;
        }

        @Override
        public List<UncertainMessage> claimUncertain(ProviderAccountId account, Duration lease, int limit) {
            return rows.entrySet().stream()
                    .filter(row -> account.equals(accounts.get(row.getKey())))
                    .filter(row -> states.get(row.getKey()) == MessageState.UNCERTAIN)
                    .filter(row -> !due.get(row.getKey()).isAfter(clock.now()))
                    .limit(limit)
                    .map(row -> new UncertainMessage(row.getKey(), 1, due.get(row.getKey())))
                    .toList();
        }

        @Override
        public boolean resolve(
                long id, long fence, MessageState state, String providerId, Instant notBefore, String detail) {
            states.put(id, state);
            Optional.ofNullable(notBefore).ifPresent(at -> due.put(id, at));
            return true;
        }

        @Override
        public int reap(Set<ProviderAccountId> accountsThatDedupe) {
            return 0;
        }

        @Override
        public Map<MessageState, Long> count(RunId run) {
            var counts = new EnumMap<MessageState, Long>(MessageState.class);
            rows.forEach((id, message) -> {
                if (message.purpose() == Purpose.INVOICE && run.equals(message.run())) {
                    counts.merge(states.get(id), 1L, Long::sum);
                }
            });
            return counts;
        }

        @Override
        public RunProgress.Funnel funnel(RunId run) {
            var handedOver = Set.of(MessageState.ACCEPTED, MessageState.DELIVERED, MessageState.UNDELIVERED);
            var mine = rows.keySet().stream()
                    .filter(id -> run.equals(rows.get(id).run()))
                    .toList();
            return new RunProgress.Funnel(
                    mine.size(),
                    mine.stream()
                            .filter(id -> handedOver.contains(states.get(id)))
                            .count(),
                    mine.stream().filter(id -> moments(id).delivered() != null).count(),
                    mine.stream().filter(id -> moments(id).read() != null).count(),
                    0,
                    0);
        }

        public DeliveryMoments moments(long id) {
            return moments.getOrDefault(id, DeliveryMoments.NONE);
        }

        @Override
        public Set<String> channelsWaiting(RunId run) {
            return rows.entrySet().stream()
                    .filter(row -> states.get(row.getKey()).isUnderWay())
                    .map(row -> row.getValue().route().channel())
                    .collect(Collectors.toSet());
        }

        @Override
        public int move(RunId run, Set<MessageState> from, MessageState to) {
            var moved = rows.entrySet().stream()
                    .filter(row -> run.equals(row.getValue().run()) && from.contains(states.get(row.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            moved.forEach(id -> states.put(id, to));
            return moved.size();
        }

        @Override
        public long remindersWaiting(RunId run) {
            return waitingReminders(run).size();
        }

        @Override
        public int cancelReminders(RunId run, String detail) {
            var waiting = waitingReminders(run);
            waiting.forEach(id -> states.put(id, MessageState.CANCELLED));
            return waiting.size();
        }

        private List<Long> waitingReminders(RunId run) {
            return rows.entrySet().stream()
                    .filter(row ->
                            run.equals(row.getValue().run()) && row.getValue().purpose() == Purpose.REMINDER)
                    .map(Map.Entry::getKey)
                    .filter(id -> states.get(id).mayBeCancelled())
                    .toList();
        }

        @Override
        public int onWireWithin(ProviderAccountId account, Duration time) {
            return (int)
                    lately(time).filter(id -> account.equals(accounts.get(id))).count();
        }

        @Override
        public Set<String> writtenToWithin(String channel, Collection<String> addresses, Duration time) {
            return lately(time)
                    .filter(id -> rows.get(id).route().channel().equals(channel))
                    .map(id -> rows.get(id).route().address())
                    .filter(addresses::contains)
                    .collect(Collectors.toSet());
        }

        private Stream<Long> lately(Duration time) {
            return onWire.entrySet().stream()
                    .filter(one -> one.getValue().isAfter(clock.now().minus(time)))
                    .map(Map.Entry::getKey);
        }

        @Override
        public Map<String, Listed> suppressed(BranchId branch, String channel, Collection<String> addresses) {
            return suppressed.stream()
                    .filter(address -> by.getOrDefault(address, channel).equals(channel))
                    .filter(address -> addresses.contains(address.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toMap(
                            address -> address.toLowerCase(Locale.ROOT),
                            address -> refused.contains(address) ? Listed.BY_RECIPIENT : Listed.UNREACHABLE));
        }

        @Override
        public void suppress(BranchId branch, String channel, String address, String why) {
            suppressed.add(address);
            by.put(address, channel);
        }

        @Override
        public void refuse(BranchId branch, String channel, String address, String why) {
            if (!suppressed.contains(address)) {
                refused.add(address);
            }
            suppress(branch, channel, address, why);
        }

        @Override
        public boolean allow(BranchId branch, String channel, String address) {
            return refused.remove(address) && suppressed.remove(address);
        }

        @Override
        public List<PendingDelivery> claimAccepted(
                ProviderAccountId account, Duration wait, Duration within, int limit) {
            var now = clock.now();
            var found = rows.keySet().stream()
                    .filter(id -> account.equals(accounts.get(id)) && states.get(id) == MessageState.ACCEPTED)
                    .filter(id -> !due.get(id).isAfter(now))
                    .filter(id -> !onWire.get(id).plus(wait).isAfter(now))
                    .filter(id -> onWire.get(id).plus(within).isAfter(now))
                    .limit(limit)
                    .map(id -> new PendingDelivery(
                            id, providerIds.get(id), rows.get(id).route().address(), onWire.get(id)))
                    .toList();
            found.forEach(one -> due.put(one.id(), now.plus(Duration.between(one.since(), now))));
            return found;
        }

        private ClaimedMessage claimed(long id, NewMessage message, ProviderAccountId account) {
            if (!account.equals(accounts.put(id, account))) {
                composed.remove(id);
            }
            states.put(id, MessageState.SENDING);
            var content = message.content();
            var template = mailings.find(content.template(), content.version()).orElseThrow();
            return new ClaimedMessage(
                    id,
                    1,
                    message.about().branch(),
                    message.run(),
                    message.about().customer(),
                    message.route().channel(),
                    message.route().address(),
                    message.purpose(),
                    message.about().invoices(),
                    template.id(),
                    template.subject(),
                    template.body(),
                    template.attachesInvoice(),
                    message.content().values(),
                    composed.get(id),
                    attempts.get(id));
        }
    }
}
