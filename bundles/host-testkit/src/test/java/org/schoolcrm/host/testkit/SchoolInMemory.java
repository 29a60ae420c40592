package org.schoolcrm.host.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.host.spi.UserId;
import org.schoolcrm.money.Money;

/** A CRM that does everything right, in memory; each method that a broken one gets wrong can be overridden. */
class SchoolInMemory implements HostUnderTest, Customers, Accounts, Callers {

    static final StudyStatusId STUDYING = new StudyStatusId(1);

    final Branch moscow = new Branch(new BranchId(1), "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    final Branch vladivostok =
            new Branch(new BranchId(2), "Восток", ZoneId.of("Asia/Vladivostok"), Currency.getInstance("RUB"));
    final Map<CustomerId, Pupil> pupils = new TreeMap<>((one, other) -> Long.compare(one.value(), other.value()));
    final Map<LessonId, Visit> lessons = new LinkedHashMap<>();
    final List<Posting> entries = new ArrayList<>();
    private long ids;

    /** A customer with the subscriptions that have accounts of their own. */
    record Pupil(CustomerId id, NewCustomer data, List<SubscriptionId> separate) {}

    /** A lesson of one customer. */
    record Visit(LessonId id, CustomerId customer, Instant start, Lesson.Status status, boolean attended) {}

    @Override
    public Branches branches() {
        return () -> List.of(moscow, vladivostok);
    }

    @Override
    public Customers customers() {
        return this;
    }

    @Override
    public Accounts accounts() {
        return this;
    }

    @Override
    public Callers callers() {
        return this;
    }

    @Override
    public MailingOption mailingOption() {
        return branch -> MailingOption.State.TRIAL;
    }

    @Override
    public synchronized CustomerId add(NewCustomer customer) {
        var id = new CustomerId(++ids);
        pupils.put(id, new Pupil(id, customer, new ArrayList<>()));
        return id;
    }

    @Override
    public synchronized AccountId addSeparateAccount(CustomerId customer) {
        var subscription = new SubscriptionId(++ids);
        pupils.get(customer).separate().add(subscription);
        return AccountId.of(subscription);
    }

    @Override
    public synchronized LessonId plan(CustomerId customer, Instant start) {
        var id = new LessonId(++ids);
        lessons.put(id, new Visit(id, customer, start, Lesson.Status.PLANNED, false));
        return id;
    }

    @Override
    public synchronized void cancel(LessonId lesson) {
        lessons.computeIfPresent(
                lesson, (id, was) -> new Visit(id, was.customer(), was.start(), Lesson.Status.CANCELLED, false));
    }

    @Override
    public synchronized void attended(LessonId lesson, CustomerId customer) {
        lessons.computeIfPresent(
                lesson, (id, was) -> new Visit(id, was.customer(), was.start(), Lesson.Status.HELD, true));
    }

    @Override
    public StudyStatusId studying() {
        return STUDYING;
    }

    @Override
    public RequestFacts viewer() {
        return new RequestFacts(Map.of("session", "viewer-17"), "");
    }

    @Override
    public RequestFacts administrator() {
        return new RequestFacts(Map.of("session", "admin-42"), "");
    }

    @Override
    public synchronized CandidatePage candidates(BranchId branch, CandidateFilter filter, String after, int limit) {
        var found = pupils.values().stream()
                .filter(pupil -> after == null || pupil.id().value() > Long.parseLong(after))
                .filter(pupil -> pupil.data().branch().equals(branch))
                .filter(pupil -> isCandidate(pupil.data().standing()))
                .filter(pupil -> filter.legalTypes().isEmpty()
                        || filter.legalTypes().contains(pupil.data().legalType()))
                .filter(pupil ->
                        filter.statuses().isEmpty() || filter.statuses().contains(STUDYING))
                .map(Pupil::id)
                .limit(limit)
                .toList();
        return new CandidatePage(
                found, found.size() < limit ? null : found.get(limit - 1).toString());
    }

    boolean isCandidate(Standing standing) {
        return standing == Standing.STUDIES;
    }

    @Override
    public synchronized List<CustomerFacts> facts(
            BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf) {
        return pupils.values().stream()
                .filter(pupil -> customers.contains(pupil.id()) && isIn(branch, pupil))
                .map(pupil -> facts(pupil, window, asOf))
                .toList();
    }

    boolean isIn(BranchId branch, Pupil pupil) {
        return pupil.data().branch().equals(branch);
    }

    ZoneId zoneOf(BranchId branch) {
        return branch.equals(moscow.id()) ? moscow.zone() : vladivostok.zone();
    }

    CustomerFacts facts(Pupil pupil, DateRange window, Instant asOf) {
        var accounts = new ArrayList<Account>();
        accounts.add(account(pupil.id(), AccountId.BASE, asOf));
        pupil.separate().forEach(one -> accounts.add(account(pupil.id(), AccountId.of(one), asOf)));
        var data = pupil.data();
        return new CustomerFacts(
                pupil.id(),
                data.branch(),
                data.name(),
                data.legalType(),
                STUDYING,
                isCandidate(data.standing()),
                data.contacts(),
                accounts,
                pupil.separate().stream().map(SchoolInMemory::subscription).toList(),
                visible(pupil, window),
                List.of(),
                List.of(),
                attended(pupil, asOf));
    }

    List<Lesson> visible(Pupil pupil, DateRange window) {
        var zone = zoneOf(pupil.data().branch());
        return lessons.values().stream()
                .filter(visit -> visit.customer().equals(pupil.id()))
                .filter(visit -> window.contains(LocalDate.ofInstant(visit.start(), zone)))
                .map(visit -> new Lesson(
                        visit.id(),
                        visit.start(),
                        60,
                        new SubjectId(1),
                        new LessonTypeId(1),
                        visit.status(),
                        false,
                        null))
                .toList();
    }

    Set<LocalDate> attended(Pupil pupil, Instant asOf) {
        var zone = zoneOf(pupil.data().branch());
        var today = LocalDate.ofInstant(asOf, zone);
        return lessons.values().stream()
                .filter(visit -> visit.customer().equals(pupil.id()) && visit.attended())
                .map(visit -> LocalDate.ofInstant(visit.start(), zone))
                .filter(day -> !day.isBefore(today.minusDays(30)) && day.isBefore(today))
                .collect(Collectors.toSet());
    }

    Account account(CustomerId customer, AccountId account, Instant asOf) {
        var own = entries.stream()
                .filter(entry ->
                        entry.customer().equals(customer) && entry.account().equals(account))
                .toList();
        var balance = own.stream().map(Posting::amount).reduce(Money.zero(moscow.currency()), Money::plus);
        Set<PaymentId> includes = new HashSet<>();
        own.forEach(entry -> includes.add(entry.id()));
        return new Account(account, balance, 0, asOf, includes);
    }

    @Override
    public synchronized PostingAnswer post(Posting posting) {
        if (!accepts(posting)) {
            return PostingAnswer.refused("no such account");
        }
        if (entries.stream().noneMatch(entry -> entry.id().equals(posting.id()))) {
            entries.add(posting);
        }
        return PostingAnswer.posted();
    }

    boolean accepts(Posting posting) {
        var pupil = pupils.get(posting.customer());
        boolean account = posting.account().isBase()
                || pupil.separate().stream().map(AccountId::of).anyMatch(posting.account()::equals);
        return account
                && pupil.data().branch().equals(posting.branch())
                && posting.amount().currency().equals(moscow.currency());
    }

    @Override
    public synchronized List<CustomerName> search(BranchId branch, String text, int limit) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return pupils.values().stream()
                .filter(pupil -> isIn(branch, pupil))
                .filter(pupil -> pupil.data().name().toLowerCase(Locale.ROOT).contains(wanted)
                        || pupil.data().contacts().stream()
                                .anyMatch(contact -> contact.address().contains(wanted)))
                .limit(limit)
                .map(pupil -> new CustomerName(pupil.id(), pupil.data().name()))
                .toList();
    }

    @Override
    public Dictionaries dictionaries(BranchId branch) {
        return new Dictionaries(List.of(), List.of(), List.of());
    }

    @Override
    public Optional<Caller> whoIs(RequestFacts request) {
        return request.cookie("session").flatMap(session -> switch (session) {
            case "viewer-17" -> Optional.of(caller(17, Set.of(Permission.INVOICE_READ, Permission.MAILING_READ)));
            case "admin-42" -> Optional.of(caller(42, Set.of(Permission.values())));
            default -> Optional.empty();
        });
    }

    @Override
    public Optional<Caller> find(UserId user) {
        return Stream.of("viewer-17", "admin-42")
                .flatMap(session -> whoIs(new RequestFacts(Map.of("session", session), "")).stream())
                .filter(caller -> caller.id().equals(user))
                .findFirst();
    }

    Caller caller(long id, Set<Permission> permissions) {
        return new Caller(
                new UserId(id),
                "Кто-то",
                Locale.forLanguageTag("ru"),
                Map.of(moscow.id(), permissions, vladivostok.id(), permissions));
    }

    private static Subscription subscription(SubscriptionId id) {
        var rub = Money.of("4000.00", "RUB");
        var begin = LocalDate.parse("2026-01-01");
        return new Subscription(
                id,
                "Английский",
                true,
                Subscription.BillingUnit.LESSON,
                8,
                0,
                8,
                Set.of(),
                Set.of(),
                new DateRange(begin, null),
                List.of(new Subscription.Price(begin, rub)),
                Set.of(),
                Subscription.Rules.DEFAULT);
    }
}
