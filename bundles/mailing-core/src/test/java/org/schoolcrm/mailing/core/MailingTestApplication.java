package org.schoolcrm.mailing.core;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.PaymentReadiness;
import org.schoolcrm.acquiring.api.PaymentStart;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.spi.InvoicePrinter;
import org.schoolcrm.channel.api.InboundMessageInbox;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.testkit.ProviderAccountsMemory;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
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
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.approval.ApprovalMemory;
import org.schoolcrm.mailing.core.approval.ApprovalReports;
import org.schoolcrm.mailing.core.approval.ApprovalRule;
import org.schoolcrm.mailing.core.approval.ApprovalTransitions;
import org.schoolcrm.mailing.core.approval.MailingApprovals;
import org.schoolcrm.mailing.core.approval.TemplateSubmission;
import org.schoolcrm.mailing.core.approval.TemplatesInUse;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker;
import org.schoolcrm.mailing.core.channel.ChatBindingMemory;
import org.schoolcrm.mailing.core.channel.CustomerChats;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.chat.ChatStarts;
import org.schoolcrm.mailing.core.consent.ConsentAdministration;
import org.schoolcrm.mailing.core.dispatch.ApprovedTexts;
import org.schoolcrm.mailing.core.dispatch.CurrentAddresses;
import org.schoolcrm.mailing.core.dispatch.DeliveryReceiptProcessor;
import org.schoolcrm.mailing.core.dispatch.DeliveryStatusJob;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;
import org.schoolcrm.mailing.core.dispatch.Dispatcher;
import org.schoolcrm.mailing.core.dispatch.MessageDrafts;
import org.schoolcrm.mailing.core.dispatch.OutboxAdministration;
import org.schoolcrm.mailing.core.dispatch.OutboxTicker;
import org.schoolcrm.mailing.core.dispatch.PreSendCheck;
import org.schoolcrm.mailing.core.dispatch.RecipientWishes;
import org.schoolcrm.mailing.core.dispatch.Recipients;
import org.schoolcrm.mailing.core.dispatch.SchoolNames;
import org.schoolcrm.mailing.core.dispatch.UnsubscribeLinks;
import org.schoolcrm.mailing.core.inbound.InboundMemory;
import org.schoolcrm.mailing.core.inbound.InboundMessageProcessor;
import org.schoolcrm.mailing.core.inbound.InboundMessages;
import org.schoolcrm.mailing.core.inbound.NewsFetcher;
import org.schoolcrm.mailing.core.inbound.ProviderCallMemory;
import org.schoolcrm.mailing.core.inbound.ProviderCallReader;
import org.schoolcrm.mailing.core.inbound.ProviderNews;
import org.schoolcrm.mailing.core.run.Assessment;
import org.schoolcrm.mailing.core.run.CostCeiling;
import org.schoolcrm.mailing.core.run.DryRuns;
import org.schoolcrm.mailing.core.run.PageAssessment;
import org.schoolcrm.mailing.core.run.PageIssuance;
import org.schoolcrm.mailing.core.run.PageWorker;
import org.schoolcrm.mailing.core.run.RunBackpressure;
import org.schoolcrm.mailing.core.run.RunControl;
import org.schoolcrm.mailing.core.run.RunCoordinator;
import org.schoolcrm.mailing.core.run.RunFactory;
import org.schoolcrm.mailing.core.run.RunJobs;
import org.schoolcrm.mailing.core.run.RunReports;
import org.schoolcrm.mailing.core.run.RunStarter;
import org.schoolcrm.mailing.core.run.RunTransitions;
import org.schoolcrm.mailing.core.schedule.MailingAdministration;
import org.schoolcrm.mailing.core.schedule.MailingScheduler;
import org.schoolcrm.mailing.core.template.InvoiceAttachments;
import org.schoolcrm.mailing.core.template.MessageComposers;
import org.schoolcrm.mailing.core.template.PreviewSamples;
import org.schoolcrm.mailing.core.template.TagRegistry;
import org.schoolcrm.mailing.core.template.TemplateAdministration;
import org.schoolcrm.mailing.core.template.TestMessages;
import org.schoolcrm.mailing.spi.FetchCursors;
import org.schoolcrm.mailing.spi.TagSource;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.DirectTransactions;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.RecordedMeters;
import org.schoolcrm.runtime.testkit.SettableClock;

/**
 * Mailings, wired as in the container, on memory: the forecast of every account is what it owes, so that a test says
 * with a balance what is to be billed.
 */
public final class MailingTestApplication {

    public static final BranchId BRANCH = new BranchId(1);
    public static final Actor ADMIN = Actor.user(1);

    public final SettableClock clock = new SettableClock("2026-09-01T06:00:00Z");
    public final FakeJobs jobs = new FakeJobs(clock);
    public final MailingMemory memory = new MailingMemory(clock);
    private final RouteMemory routes = new RouteMemory(memory.messages, clock);
    public final OutboxMemory operators = new OutboxMemory(memory.messages, clock);
    public final ScriptedChannel channel = new ScriptedChannel();
    public final List<MessageChannel> channels = new ArrayList<>(List.of(channel));
    public final Map<CustomerId, CustomerFacts> customers = new LinkedHashMap<>();
    public final Set<CustomerId> withoutFacts = new HashSet<>();
    public final List<Credit> credits = new ArrayList<>();
    public final List<Long> rests = new ArrayList<>();
    public final Set<CustomerId> withUnpaid = new HashSet<>();
    public final List<Invoice> invoices = new ArrayList<>();
    public final List<TagSource> tagSources = new ArrayList<>();
    public final List<AuditRecord> audit = new ArrayList<>();
    public final List<Attention> attentions = new ArrayList<>();
    public final FakeForecaster forecaster = new FakeForecaster();
    public boolean webhooksInProgress;
    public MailingOption.State option = MailingOption.State.ON;

    public final Branch branch = new Branch(BRANCH, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    private final Transactions transactions = new DirectTransactions();
    private final FakeCustomers host = new FakeCustomers();
    public final ProviderAccountsMemory providerAccounts = new ProviderAccountsMemory(channels);
    private final Routing routing = new Routing(channels, providerAccounts);
    private final TagRegistry tags = new TagRegistry(tagSources);
    public final ApprovalMemory approvals = new ApprovalMemory();
    private final ApprovalRule approvalRule = new ApprovalRule(approvals, memory.mailings);
    private final FakeBilling billing = new FakeBilling();
    private final Branches branches = () -> List.of(branch);
    private final TemplatesInUse templatesInUse = new TemplatesInUse(memory.mailings, branches);
    public final ApprovalTransitions approvalTransitions =
            new ApprovalTransitions(approvals, templatesInUse, routing, new RaisedAttentions(), clock);
    public final ApprovalReports approvalReports = new ApprovalReports(routing, approvalRule, templatesInUse, clock);
    private final MailingApprovals mailingApprovals = new MailingApprovals(routing, approvalRule, memory.mailings);
    private final TemplateSubmission submission = new TemplateSubmission(
            routing,
            approvals,
            templatesInUse,
            memory.mailings,
            memory.messages,
            approvalRule,
            approvalTransitions,
            tags,
            transactions,
            jobs,
            clock);
    private final ConsentMemory consentStore = new ConsentMemory();
    public final ChatBindingMemory chatBindings = new ChatBindingMemory(memory.messages);
    private final CustomerChats chats = new CustomerChats(chatBindings, routing);
    private final PageAssessment assessment =
            new PageAssessment(host, new FakeAcquiring(), chats, new Assessment(forecaster, forecaster), routing);
    private final MessageComposers composers = new MessageComposers(memory.mailings, host, routing, tags);
    private final RunBackpressure backpressure = new RunBackpressure(() -> webhooksInProgress, rests::add);
    private final RunFactory runFactory = new RunFactory(memory.mailings, memory.runs, branches, clock);
    private final RunJobs runJobs = new RunJobs(jobs, clock);
    private final RunCoordinator coordinator =
            new RunCoordinator(memory.runs, memory.messages, host, transactions, runJobs, clock, backpressure);
    private final PageIssuance issuance = new PageIssuance(
            memory.runs, memory.messages, billing, routing, new RaisedAttentions(), transactions, clock);
    private final PageWorker pages =
            new PageWorker(memory.runs, branches, assessment, composers, issuance, backpressure, clock);
    public final DeliveryReceiptProcessor receipts =
            new DeliveryReceiptProcessor(operators.receipts, memory.messages, routes, transactions);
    public final InboundMemory inbound = new InboundMemory(memory.messages);
    public final ProviderCallMemory calls = new ProviderCallMemory();
    public String phone = "";
    public final OutboxAdministration outbox = new OutboxAdministration(
            operators.register,
            operators.receipts,
            inbound,
            providerAccounts,
            operators.pauses,
            memory.messages,
            routing,
            transactions,
            clock,
            audit::add);
    private final ChannelCircuitBreaker circuitBreaker =
            new ChannelCircuitBreaker(operators.pauses, memory.messages, clock);
    private final DeliveryStatusJob statusJob =
            new DeliveryStatusJob(memory.messages, routing, circuitBreaker, receipts, transactions, clock);
    private final SchoolNames schools = new SchoolNames(new NamelessIssuers(() -> phone), branches);
    private final InboundMessages inboundMessages = new InboundMessages(
            inbound,
            new ChatStarts(chatBindings, consentStore, memory.messages, schools, branches, clock, audit::add),
            chatBindings,
            memory.messages,
            operators.register,
            new NamelessIssuers(() -> phone),
            clock);
    public final InboundMessageInbox inbox =
            new InboundMessageProcessor(providerAccounts, routing, inboundMessages, transactions);
    private final ProviderNews news =
            new ProviderNews(receipts, inboundMessages, approvalTransitions, new RaisedAttentions());
    private final ProviderCallReader callReader =
            new ProviderCallReader(calls, providerAccounts, routing, news, transactions, jobs, clock);
    public final Map<ProviderAccountId, String> cursors = new HashMap<>();
    private final NewsFetcher newsFetcher =
            new NewsFetcher(routing, new FetchCursorMemory(), news, transactions, jobs, clock);
    private final OutboxTicker ticker =
            new OutboxTicker(memory.messages, routes, routing, receipts, transactions, jobs, clock);
    private final PreSendCheck preSendCheck = new PreSendCheck(
            billing,
            memory.runs,
            memory.messages,
            branches,
            new CurrentAddresses(host, chats, chatBindings),
            new RecipientWishes(memory.messages, consentStore),
            new ApprovedTexts(approvalRule, inbound, clock),
            where -> option,
            clock);
    public final ConsentAdministration consents = new ConsentAdministration(
            consentStore, operators.register, host, chats, routing, transactions, clock, audit::add);
    private final UnsubscribeLinks unsubscribeLinks = new UnsubscribeLinks(
            operators.register,
            memory.messages,
            schools,
            new UnsealedSecrets(),
            path -> URI.create("https://school.test" + path),
            transactions,
            audit::add);
    public final List<InvoicePrinter> printers = new ArrayList<>();
    private final PreviewSamples samples = new PreviewSamples(host, branches, clock);
    private final MessageDrafts drafts = new MessageDrafts(
            billing,
            schools,
            unsubscribeLinks,
            new InvoiceAttachments(printers),
            samples,
            path -> URI.create("https://school.test" + path),
            clock);
    public final RecordedMeters meters = new RecordedMeters();
    private final Dispatcher dispatcher = new Dispatcher(
            memory.messages,
            routes,
            preSendCheck,
            drafts,
            circuitBreaker,
            routing,
            chatBindings,
            approvalTransitions,
            new RaisedAttentions(),
            transactions,
            clock,
            meters);
    private final DryRuns dryRuns = new DryRuns(runFactory, host, billing, assessment, composers, routing, clock);
    public final MailingAdministration mailings = new MailingAdministration(
            memory.mailings, memory.runs, dryRuns, mailingApprovals, branches, transactions, clock, audit::add);
    public final TemplateAdministration templates = new TemplateAdministration(
            memory.mailings,
            memory.messages,
            new TestMessages(samples, where -> option, routing, tags, clock),
            tags,
            new RaisedAttentions(),
            transactions,
            clock,
            audit::add);
    public final DirectMessages directMessages = new DirectMessages(
            memory.messages,
            new Recipients(host, branches, chats, clock),
            where -> option,
            routing,
            transactions,
            clock,
            audit::add);
    private final RunStarter starter = new RunStarter(
            runFactory,
            where -> option,
            tags,
            mailingApprovals,
            memory.runs,
            runJobs,
            new RaisedAttentions(),
            transactions,
            audit::add);
    public final RunControl runs = new RunControl(
            starter,
            new CostCeiling(memory.mailings, memory.runs, dryRuns, branches, clock),
            new RunTransitions(memory.runs, audit::add, clock),
            new RunReports(memory.runs, memory.messages, branches, routing, clock),
            memory.runs,
            memory.messages,
            runJobs,
            new RaisedAttentions(),
            transactions);
    private final MailingScheduler scheduler =
            new MailingScheduler(memory.mailings, starter, branches, transactions, jobs, clock);

    public MailingTestApplication() {
        ticker.start();
        callReader.start();
        newsFetcher.start();
        scheduler.start();
        submission.start();
    }

    /** A customer with an e-mail who owes that much. */
    public CustomerId customer(String name, String owes) {
        return customer(
                name, List.of(account(AccountId.BASE, owes, Set.of())), "mail" + customers.size() + "@example.org");
    }

    public CustomerId customer(String name, List<Account> accounts, String email) {
        return customer(name, accounts, email.isEmpty() ? List.of() : List.of(new Contact(Contact.Kind.EMAIL, email)));
    }

    public CustomerId customer(String name, List<Account> accounts, List<Contact> contacts) {
        var id = new CustomerId(customers.size() + 1);
        customers.put(id, facts(id, name, accounts, contacts));
        return id;
    }

    /** A customer of that study status and legal type who owes 10. */
    public CustomerId customer(String name, long status, LegalType legalType) {
        var id = customer(name, "10.00");
        customers.computeIfPresent(
                id,
                (key, was) -> facts(id, name, was.accounts(), was.contacts(), new StudyStatusId(status), legalType));
        return id;
    }

    private static CustomerFacts facts(CustomerId id, String name, List<Account> accounts, List<Contact> contacts) {
        return facts(id, name, accounts, contacts, new StudyStatusId(1), LegalType.INDIVIDUAL);
    }

    private static CustomerFacts facts(
            CustomerId id,
            String name,
            List<Account> accounts,
            List<Contact> contacts,
            StudyStatusId status,
            LegalType legalType) {
        return new CustomerFacts(
                id, BRANCH, name, legalType, status, true, contacts, accounts, List.of(), List.of(), List.of(),
                List.of(), Set.of());
    }

    public CustomerId customerWithTwoAccounts(String name, String base, String separate) {
        var accounts = List.of(account(AccountId.BASE, base, Set.of()), account(new AccountId(7), separate, Set.of()));
        return customer(name, accounts, "anna@example.org");
    }

    public Mailing allAccounts(Template template) {
        return mailings.create(
                BRANCH,
                new Form()
                        .scope(AccountScope.ALL)
                        .reissue(true)
                        .template(template)
                        .settings(this),
                ADMIN);
    }

    /** Two invoices of one customer, over 10 and over 20. */
    public List<Invoice> twoInvoices() {
        customerWithTwoAccounts("Анна", "10.00", "20.00");
        run(allAccounts(template("Счёт", "{bill.url}")), "two");
        return invoices;
    }

    public CustomerFacts anna() {
        return customers.values().iterator().next();
    }

    public void pay(int index) {
        var invoice = invoices.get(index);
        invoices.set(index, invoice.book(new ReceivedPayment(invoice.amount(), clock.today(branch.zone()))));
    }

    /** The customer under another name, which makes a broken one whole. */
    public void mend(CustomerId id, String name) {
        customers.computeIfPresent(id, (key, was) -> facts(id, name, was.accounts(), was.contacts()));
    }

    /** The customer with other contacts. */
    public void readdress(CustomerId id, Contact... contacts) {
        customers.computeIfPresent(id, (key, was) -> facts(id, was.name(), was.accounts(), List.of(contacts)));
    }

    /** The customer, no longer active. */
    public void archive(CustomerId id) {
        customers.computeIfPresent(
                id,
                (key, was) -> new CustomerFacts(
                        id,
                        BRANCH,
                        was.name(),
                        was.legalType(),
                        was.studyStatus(),
                        false,
                        was.contacts(),
                        was.accounts(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of()));
    }

    public Account account(AccountId id, String owes, Set<PaymentId> includes) {
        return new Account(id, Money.of(owes, "RUB").negated(), 0, clock.now(), includes);
    }

    public Mailing mailing(AccountScope scope, boolean reissue) {
        return mailings.create(BRANCH, new Form().scope(scope).reissue(reissue).settings(this), ADMIN);
    }

    public Template template(String subject, String body) {
        return templates.create(BRANCH, DeliveryMethod.EMAIL, new Template.Content("Счёт", subject, body), ADMIN);
    }

    public MailingRun run(Mailing mailing, String trigger) {
        var run = runs.start(mailing.id(), trigger, ADMIN);
        runJobs(10);
        return memory.runs.find(run.id()).orElseThrow();
    }

    public MailingRun look(MailingRun run) {
        return memory.runs.find(run.id()).orElseThrow();
    }

    /** Runs due jobs once a second for that many seconds. */
    public void runJobs(int seconds) {
        for (int second = 0; second < seconds; second++) {
            jobs.runDue(List.of(
                    scheduler, coordinator, pages, ticker, callReader, newsFetcher, statusJob, submission, dispatcher));
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private final class FetchCursorMemory implements FetchCursors {

        @Override
        public String of(ProviderAccountId account) {
            return cursors.getOrDefault(account, "");
        }

        @Override
        public void put(ProviderAccountId account, String cursor) {
            cursors.put(account, cursor);
        }
    }

    private final class RaisedAttentions implements Attentions {

        @Override
        public void raise(Attention attention) {
            attentions.add(attention);
        }

        @Override
        public List<Attentions.Entry> page(long where, boolean closed, long before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Attentions.Entry> find(long id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Attentions.Entry close(long id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void settle(long where, String kind, String subject, Actor actor) {
            attentions.removeIf(one -> one.kind().equals(kind) && one.subject().equals(subject));
        }
    }

    private final class FakeCustomers implements Customers {

        @Override
        public CandidatePage candidates(BranchId where, CandidateFilter filter, String after, int limit) {
            var found = customers.values().stream()
                    .filter(one ->
                            filter.statuses().isEmpty() || filter.statuses().contains(one.studyStatus()))
                    .filter(one ->
                            filter.legalTypes().isEmpty() || filter.legalTypes().contains(one.legalType()))
                    .map(CustomerFacts::id)
                    .toList();
            return new CandidatePage(found, null);
        }

        @Override
        public List<CustomerFacts> facts(BranchId where, Set<CustomerId> wanted, DateRange window, Instant asOf) {
            return customers.values().stream()
                    .filter(one -> wanted.contains(one.id()) && !withoutFacts.contains(one.id()))
                    .toList();
        }

        @Override
        public List<CustomerName> search(BranchId where, String text, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dictionaries dictionaries(BranchId where) {
            return new Dictionaries(
                    List.of(), List.of(new Entry(1, "Английский"), new Entry(2, "Математика")), List.of());
        }
    }

    private final class FakeBilling implements Billing {

        @Override
        public Map<InvoiceId, String> links(Collection<InvoiceId> ids) {
            return ids.stream().collect(Collectors.toMap(Function.identity(), this::link));
        }

        @Override
        public Invoice refund(InvoiceId id, Money back, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Invoice close(InvoiceId id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor) {
            return drafts.stream().map(this::issue).toList();
        }

        private IssuedInvoice issue(InvoiceDraft draft) {
            var id = new InvoiceId(invoices.size() + 1);
            var invoice = draft.issue(id, "1-2026-" + id, clock.now());
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
            return findAll(List.of(id)).stream().findFirst();
        }

        @Override
        public List<Invoice> findAll(Collection<InvoiceId> ids) {
            return invoices.stream()
                    .filter(invoice -> ids.contains(invoice.id()))
                    .toList();
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
            return link("token" + id);
        }

        @Override
        public Invoice archive(InvoiceId id, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Invoice book(InvoiceId id, ReceivedPayment payment, Actor actor) {
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
        public boolean hasWebhooksInProgress() {
            return webhooksInProgress;
        }

        @Override
        public PaymentReadiness readiness(Invoice invoice) {
            throw new UnsupportedOperationException();
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
