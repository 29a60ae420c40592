package org.schoolcrm.mailing.core;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.Receipt;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;

/**
 * Mailings, wired as in the container, on memory: the forecast of every account is what it owes, so that a test says
 * with a balance what is to be billed.
 */
final class MailingHouse {

    static final BranchId BRANCH = new BranchId(1);
    static final Actor ADMIN = Actor.user(1);

    final SettableClock clock = new SettableClock("2026-09-01T06:00:00Z");
    final FakeJobs jobs = new FakeJobs(clock);
    final MailingMemory memory = new MailingMemory(clock);
    final ScriptedChannel channel = new ScriptedChannel();
    final List<MessageChannel> channels = new ArrayList<>(List.of(channel));
    final Map<CustomerId, CustomerFacts> customers = new LinkedHashMap<>();
    final List<Credit> credits = new ArrayList<>();
    final Set<CustomerId> withUnpaid = new HashSet<>();
    final List<Invoice> invoices = new ArrayList<>();
    MailingOption.State option = MailingOption.State.ON;

    private final Branch branch = new Branch(BRANCH, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    private final Transactions transactions = new DirectTransactions();
    private final FakeCustomers host = new FakeCustomers();
    private final RunConductor conductor =
            new RunConductor(memory.runs, memory.messages, host, transactions, jobs, clock);
    private final PageWorker pages = new PageWorker(
            memory.runs,
            memory.messages,
            new FakeBilling(),
            new FakeAcquiring(),
            host,
            () -> List.of(branch),
            new Assessment(request -> {
                if (request.customer().name().startsWith("Сломанный")) {
                    throw new IllegalArgumentException("price is missing");
                }
                var owed = request.balance().negated().max(Money.zero(branch.currency()));
                return new Forecast(
                        owed, request.balance(), List.of(), List.of(), null, new ForecastSnapshot("{}", ""));
            }),
            transactions,
            clock);
    private final DispatchHeart heart = new DispatchHeart(memory.messages, channels, transactions, jobs, clock);
    private final Dispatcher dispatcher = new Dispatcher(memory.messages, channels, transactions, clock);
    final MailingDesk desk = new MailingDesk(
            memory.mailings,
            memory.runs,
            memory.messages,
            () -> List.of(branch),
            where -> option,
            transactions,
            jobs,
            clock,
            entry -> {});

    MailingHouse() {
        heart.start();
    }

    /** A customer with an e-mail who owes that much. */
    CustomerId customer(String name, String owes) {
        return customer(
                name, List.of(account(AccountId.BASE, owes, Set.of())), "mail" + customers.size() + "@example.org");
    }

    CustomerId customer(String name, List<Account> accounts, String email) {
        var id = new CustomerId(customers.size() + 1);
        customers.put(
                id,
                new CustomerFacts(
                        id,
                        BRANCH,
                        name,
                        LegalType.INDIVIDUAL,
                        new StudyStatusId(1),
                        true,
                        email.isEmpty() ? List.of() : List.of(new Contact(Contact.Kind.EMAIL, email)),
                        accounts,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of()));
        return id;
    }

    Account account(AccountId id, String owes, Set<PaymentId> includes) {
        return new Account(id, Money.of(owes, "RUB").negated(), 0, clock.now(), includes);
    }

    Mailing mailing(AccountScope scope, boolean reissue) {
        var template = desk.createTemplate(
                BRANCH, DeliveryMethod.EMAIL, "Счёт", "Счёт на {bill.amount}", "{customer.name}: {bill.url}", ADMIN);
        var what = new Mailing.What(
                CalculationMethod.FORECAST,
                scope,
                PeriodKind.CURRENT,
                PeriodUnit.MONTH,
                Set.of(),
                Set.of(),
                TermOption.DAYS_3,
                false,
                reissue);
        return desk.create(BRANCH, "Счета", what, new Mailing.How(DeliveryMethod.EMAIL, template.id()), ADMIN);
    }

    MailingRun run(Mailing mailing, String trigger) {
        var run = desk.start(mailing.id(), trigger, ADMIN);
        runJobs(10);
        return memory.runs.find(run.id()).orElseThrow();
    }

    /** Lets that many seconds pass, one after the other. */
    void runJobs(int seconds) {
        for (int second = 0; second < seconds; second++) {
            jobs.runDue(List.of(conductor, pages, heart, dispatcher));
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private final class FakeCustomers implements Customers {

        @Override
        public CandidatePage candidates(BranchId where, CandidateFilter filter, String after, int limit) {
            return new CandidatePage(List.copyOf(customers.keySet()), null);
        }

        @Override
        public List<CustomerFacts> facts(BranchId where, Set<CustomerId> wanted, DateRange window, Instant asOf) {
            return customers.values().stream()
                    .filter(one -> wanted.contains(one.id()))
                    .toList();
        }

        @Override
        public List<CustomerName> search(BranchId where, String text, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dictionaries dictionaries(BranchId where) {
            throw new UnsupportedOperationException();
        }
    }

    private final class FakeBilling implements Billing {

        @Override
        public List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor) {
            return drafts.stream().map(this::issue).toList();
        }

        private IssuedInvoice issue(InvoiceDraft draft) {
            var id = new InvoiceId(invoices.size() + 1);
            var invoice = new Invoice(
                    id,
                    "1-2026-" + id,
                    draft.branch(),
                    draft.customer(),
                    draft.account(),
                    draft.run(),
                    draft.method(),
                    draft.amount(),
                    draft.period(),
                    draft.term(),
                    draft.repeatable(),
                    InvoiceStatus.AWAITING_PAYMENT,
                    Money.zero(draft.amount().currency()),
                    Set.of(),
                    clock.now());
            invoices.add(invoice);
            return new IssuedInvoice(invoice, "token" + id);
        }

        @Override
        public Set<CustomerId> customersWithUnpaid(BranchId where, Collection<CustomerId> who, long exceptRun) {
            return withUnpaid;
        }

        @Override
        public String link(String token) {
            return "https://school.test/i/" + token;
        }

        @Override
        public void lockCustomers(BranchId where, Collection<CustomerId> who) {}

        @Override
        public IssuedInvoice issueManual(ManualInvoice request, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Invoice> find(InvoiceId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Invoice> findByToken(String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Invoice> ofCustomer(BranchId where, CustomerId customer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InvoiceExplanation explain(InvoiceId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String link(InvoiceId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Invoice archive(InvoiceId id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Invoice book(InvoiceId id, Receipt receipt, Actor actor) {
            throw new UnsupportedOperationException();
        }
    }

    private final class FakeAcquiring implements Acquiring {

        @Override
        public List<Credit> recentCredits(BranchId where, Collection<CustomerId> who) {
            return credits;
        }

        @Override
        public boolean isConnected(BranchId where) {
            return true;
        }

        @Override
        public PaymentStart start(InvoiceId invoice, String returnTo) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<PaymentAttempt> follow(InvoiceId invoice) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WebhookReply receive(String provider, String hookKey, RawWebhook webhook) {
            throw new UnsupportedOperationException();
        }
    }
}
