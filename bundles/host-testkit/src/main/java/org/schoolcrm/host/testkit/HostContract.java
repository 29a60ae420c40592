package org.schoolcrm.host.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.Customers.CustomerName;
import org.schoolcrm.host.spi.Customers.Reachable;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;
import org.schoolcrm.host.testkit.HostUnderTest.NewCustomer;
import org.schoolcrm.host.testkit.HostUnderTest.Standing;
import org.schoolcrm.money.Money;

/**
 * What billing relies on. A CRM's own test inherits it and says how to fill that CRM; what is in the CRM already does
 * not matter.
 */
@SuppressWarnings("NullAway.Init")
public abstract class HostContract {

    private static final Instant NOW = Instant.parse("2026-09-15T09:00:00Z");
    private static final int LATECOMERS = 3;
    private static final AtomicLong PAYMENTS = new AtomicLong(9_000_000_000L);

    private HostUnderTest host;
    private Branch branch;
    private Branch other;

    /** The CRM, ready to be asked. */
    protected abstract HostUnderTest host();

    @BeforeEach
    final void choose_two_branches() {
        host = host();
        branch = host.branches().all().get(0);
        other = host.branches().all().get(1);
    }

    // Who is met

    @Test
    void a_candidate_is_met_exactly_once_whatever_the_size_of_the_page() {
        add("Анна");
        add("Борис");
        add("Вера");

        var whole = candidates(branch.id(), CandidateFilter.EVERYBODY, 100_000);

        assertThat(whole).doesNotHaveDuplicates();
        assertThat(candidates(branch.id(), CandidateFilter.EVERYBODY, 1)).isEqualTo(whole);
        assertThat(candidates(branch.id(), CandidateFilter.EVERYBODY, 2)).isEqualTo(whole);
    }

    @Test
    void whoever_qualifies_throughout_is_met_once_although_others_come_and_go() {
        for (int customer = 1; customer <= 5; customer++) {
            add("Ранний " + customer);
        }
        var before = candidates(branch.id(), CandidateFilter.EVERYBODY, 100_000);
        var met = new ArrayList<CustomerId>();
        String after = null;
        do {
            var page = host.customers().candidates(branch.id(), CandidateFilter.EVERYBODY, after, 2);
            met.addAll(page.customers());
            after = page.next();
            if (met.size() < 2 * LATECOMERS) {
                add("Поздний " + met.size());
            }
        } while (after != null);

        assertThat(met).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void leads_the_archived_and_those_who_have_left_are_no_candidates() {
        var studies = add("Учится");
        var others = new ArrayList<CustomerId>();
        for (var standing : List.of(Standing.LEAD, Standing.ARCHIVED, Standing.LEFT)) {
            others.add(host.add(new NewCustomer(branch.id(), "Нет", LegalType.INDIVIDUAL, standing, List.of())));
        }

        assertThat(candidates(branch.id(), CandidateFilter.EVERYBODY, 100))
                .contains(studies)
                .doesNotContainAnyElementsOf(others);
        assertThat(facts(branch.id(), others)).noneMatch(CustomerFacts::active);
    }

    @Test
    void a_filter_by_legal_type_and_status_keeps_whom_it_names() {
        var person = add("Анна");
        var company =
                host.add(new NewCustomer(branch.id(), "ООО", LegalType.LEGAL_ENTITY, Standing.STUDIES, List.of()));
        var companies = new CandidateFilter(Set.of(host.studying()), Set.of(LegalType.LEGAL_ENTITY));

        assertThat(candidates(branch.id(), companies, 100)).contains(company).doesNotContain(person);
    }

    @Test
    void a_customer_belongs_to_one_branch() {
        var ours = add("Анна");

        assertThat(candidates(other.id(), CandidateFilter.EVERYBODY, 100_000)).doesNotContain(ours);
        assertThat(facts(other.id(), List.of(ours))).isEmpty();
        assertThat(host.customers().search(other.id(), "Анна", 100_000))
                .extracting(CustomerName::id)
                .doesNotContain(ours);
    }

    @Test
    void facts_come_once_for_everybody_who_is_asked_for_and_known() {
        var anna = add("Анна");
        var boris = add("Борис");

        assertThat(facts(branch.id(), List.of(anna, boris, new CustomerId(Long.MAX_VALUE))))
                .extracting(CustomerFacts::id)
                .containsExactlyInAnyOrder(anna, boris);
    }

    @Test
    void names_come_for_those_of_the_branch_who_are_asked_for_and_known() {
        var anna = add("Анна");
        var boris = add("Борис");

        assertThat(host.customers().names(branch.id(), Set.of(anna, boris, new CustomerId(Long.MAX_VALUE))))
                .containsExactlyInAnyOrder(new CustomerName(anna, "Анна"), new CustomerName(boris, "Борис"));
        assertThat(host.customers().names(other.id(), Set.of(anna))).isEmpty();
    }

    @Test
    @DisplayName("R045 contacts keep their kind: a landline is no mobile phone")
    void contacts_keep_their_kind() {
        var contacts = List.of(
                new Contact(Contact.Kind.OTHER_PHONE, "+7 495 123-45-67"),
                new Contact(Contact.Kind.MOBILE_PHONE, "+7 916 123-45-67"),
                new Contact(Contact.Kind.EMAIL, "anna@example.org"));
        var anna = host.add(new NewCustomer(branch.id(), "Анна", LegalType.INDIVIDUAL, Standing.STUDIES, contacts));

        assertThat(facts(anna).contacts()).isEqualTo(contacts);
        assertThat(host.customers().search(branch.id(), "anna@example", 100_000))
                .extracting(CustomerName::id)
                .contains(anna);
    }

    @Test
    void whoever_can_be_reached_is_told_with_all_contacts_and_whether_archived() {
        var contacts = List.of(
                new Contact(Contact.Kind.EMAIL, "anna@example.org"),
                new Contact(Contact.Kind.MOBILE_PHONE, "+7 916 123-45-67"));
        var anna = host.add(new NewCustomer(branch.id(), "Анна", LegalType.INDIVIDUAL, Standing.STUDIES, contacts));
        var boris = host.add(new NewCustomer(branch.id(), "Борис", LegalType.INDIVIDUAL, Standing.ARCHIVED, List.of()));

        assertThat(host.customers().reachable(branch.id(), Set.of(anna, boris, new CustomerId(Long.MAX_VALUE))))
                .containsExactlyInAnyOrder(new Reachable(anna, false, contacts), new Reachable(boris, true, List.of()));
        assertThat(host.customers().reachable(other.id(), Set.of(anna))).isEmpty();
    }

    // Lessons and days

    @Test
    @DisplayName("R155 a lesson belongs to the window by the branch's calendar, from midnight to midnight")
    void a_lesson_belongs_to_the_window_by_the_branchs_calendar() {
        for (var where : List.of(branch, other)) {
            var anna = host.add(NewCustomer.studying(where.id(), "Анна"));
            var day = LocalDate.parse("2026-09-20");
            host.plan(anna, at(day.minusDays(1), LocalTime.of(23, 30), where.zone()));
            var first = host.plan(anna, at(day, LocalTime.MIDNIGHT, where.zone()));
            var last = host.plan(anna, at(day, LocalTime.of(23, 30), where.zone()));
            host.plan(anna, at(day.plusDays(1), LocalTime.MIDNIGHT, where.zone()));

            var lessons = facts(where.id(), List.of(anna), new DateRange(day, day))
                    .get(0)
                    .lessons();

            assertThat(lessons).extracting(Lesson::id).containsExactlyInAnyOrder(first, last);
        }
    }

    @Test
    void a_cancelled_lesson_comes_along_and_says_so() {
        var anna = add("Анна");
        var day = LocalDate.parse("2026-09-20");
        host.cancel(host.plan(anna, at(day, LocalTime.NOON, branch.zone())));

        assertThat(facts(branch.id(), List.of(anna), new DateRange(day, day))
                        .get(0)
                        .lessons())
                .extracting(Lesson::status)
                .containsExactly(Lesson.Status.CANCELLED);
    }

    @Test
    @DisplayName("R107 attendance reaches thirty days back, by the branch's calendar")
    void attendance_reaches_thirty_days_back() {
        var anna = add("Анна");
        var today = LocalDate.ofInstant(NOW, branch.zone());
        for (var day : List.of(today.minusDays(31), today.minusDays(30), today.minusDays(1))) {
            host.attended(host.plan(anna, at(day, LocalTime.of(23, 30), branch.zone())), anna);
        }

        assertThat(facts(anna).attended()).containsExactlyInAnyOrder(today.minusDays(30), today.minusDays(1));
    }

    // Money

    @Test
    @DisplayName("I3 a payment is posted once, however often it is asked for")
    void a_payment_is_posted_once() {
        var anna = add("Анна");
        var posting = posting(anna, AccountId.BASE, "100.01");

        assertThat(host.accounts().post(posting).kind()).isEqualTo(PostingAnswer.Kind.POSTED);
        assertThat(host.accounts().post(posting).kind()).isEqualTo(PostingAnswer.Kind.POSTED);

        assertThat(base(anna).balance()).isEqualTo(money("100.01"));
    }

    @Test
    @DisplayName("I3 sixteen at once post a payment once")
    void sixteen_at_once_post_a_payment_once() throws Exception {
        var anna = add("Анна");
        var posting = posting(anna, AccountId.BASE, "10.00");

        inParallel(16, () -> host.accounts().post(posting));

        assertThat(base(anna).balance()).isEqualTo(money("10.00"));
    }

    @Test
    @DisplayName("I3 payments that are posted together are posted once each, and one that is refused keeps no other")
    void payments_that_are_posted_together_are_posted_once_each() {
        var anna = add("Анна");
        var boris = add("Борис");
        var known = posting(anna, AccountId.BASE, "10.00");
        host.accounts().post(known);
        var page = List.of(
                known,
                posting(boris, AccountId.BASE, "7.00"),
                posting(anna, AccountId.BASE, "5.00"),
                posting(anna, new AccountId(Long.MAX_VALUE), "1.00"),
                posting(anna, AccountId.BASE, "-2.00"));

        for (int times = 0; times < 2; times++) {
            assertThat(host.accounts().postAll(page))
                    .extracting(PostingAnswer::kind)
                    .containsExactly(
                            PostingAnswer.Kind.POSTED,
                            PostingAnswer.Kind.POSTED,
                            PostingAnswer.Kind.POSTED,
                            PostingAnswer.Kind.REFUSED,
                            PostingAnswer.Kind.POSTED);
        }

        assertThat(base(anna).balance()).isEqualTo(money("13.00"));
        assertThat(base(boris).balance()).isEqualTo(money("7.00"));
    }

    @Test
    void a_balance_says_which_payments_it_contains_and_contains_them() {
        var anna = add("Анна");
        var first = posting(anna, AccountId.BASE, "10.00");
        var second = posting(anna, AccountId.BASE, "5.00");
        host.accounts().post(first);
        host.accounts().post(second);

        var account = base(anna);

        assertThat(account.balance()).isEqualTo(money("15.00"));
        if (account.includes() != null) {
            assertThat(account.includes()).containsExactlyInAnyOrder(first.id(), second.id());
        }
    }

    @Test
    void a_balance_and_its_payments_are_of_one_moment_even_while_money_arrives() throws Exception {
        var anna = add("Анна");
        var arriving = new AtomicBoolean(true);
        var pool = Executors.newSingleThreadExecutor();
        try {
            var arrivals = pool.submit(() -> {
                for (int payment = 0; payment < 60; payment++) {
                    host.accounts().post(posting(anna, AccountId.BASE, "1.00"));
                }
                arriving.set(false);
            });
            do {
                var account = base(anna);
                if (account.includes() != null) {
                    assertThat(account.balance())
                            .isEqualTo(money("1.00").times(account.includes().size()));
                }
            } while (arriving.get());
            arrivals.get();
        } finally {
            pool.shutdownNow();
        }
        assertThat(base(anna).balance()).isEqualTo(money("60.00"));
    }

    @Test
    void money_goes_to_the_account_that_is_named() {
        var anna = add("Анна");
        var separate = host.addSeparateAccount(anna);

        host.accounts().post(posting(anna, separate, "7.00"));

        assertThat(account(anna, separate).balance()).isEqualTo(money("7.00"));
        assertThat(base(anna).balance()).isEqualTo(money("0.00"));
        assertThat(facts(anna).subscriptions()).anyMatch(one -> one.account().equals(separate));
    }

    @Test
    void a_negative_posting_takes_money_off() {
        var anna = add("Анна");
        host.accounts().post(posting(anna, AccountId.BASE, "10.00"));
        host.accounts().post(posting(anna, AccountId.BASE, "-4.00"));

        assertThat(base(anna).balance()).isEqualTo(money("6.00"));
    }

    @Test
    void what_cannot_be_posted_is_refused_and_changes_nothing() {
        var anna = add("Анна");
        var elsewhere =
                new Posting(payment(), other.id(), anna, AccountId.BASE, money("1.00"), NOW, "not of that branch");
        var foreign = new Posting(
                payment(), branch.id(), anna, AccountId.BASE, Money.of("1.00", "CHF"), NOW, "not of that currency");

        assertThat(host.accounts()
                        .post(posting(anna, new AccountId(Long.MAX_VALUE), "1.00"))
                        .kind())
                .isEqualTo(PostingAnswer.Kind.REFUSED);
        assertThat(host.accounts().post(elsewhere).kind()).isEqualTo(PostingAnswer.Kind.REFUSED);
        assertThat(host.accounts().post(foreign).kind()).isEqualTo(PostingAnswer.Kind.REFUSED);
        assertThat(base(anna).balance()).isEqualTo(money("0.00"));
    }

    // Who is calling

    @Test
    void nobody_is_logged_in_without_a_login_or_with_a_forged_one() {
        var real = host.administrator();
        var forged =
                new RequestFacts(forge(real.cookies()), real.authorization().isEmpty() ? "" : "Basic Zm9vOmJhcg==");

        assertThat(host.callers().whoIs(new RequestFacts(Map.of(), ""))).isEmpty();
        assertThat(host.callers().whoIs(forged)).isEmpty();
    }

    @Test
    void a_viewer_looks_and_an_administrator_does_everything() {
        var viewer = host.callers().whoIs(host.viewer()).orElseThrow();
        var administrator = host.callers().whoIs(host.administrator()).orElseThrow();

        assertThat(viewer.may(Permission.INVOICE_READ, branch.id())).isTrue();
        for (var permission : Permission.values()) {
            assertThat(administrator.may(permission, branch.id()))
                    .as("%s", permission)
                    .isTrue();
            if (!permission.name().endsWith("_READ")) {
                assertThat(viewer.may(permission, branch.id()))
                        .as("%s", permission)
                        .isFalse();
            }
        }
        assertThat(administrator.may(Permission.INVOICE_READ, new BranchId(Long.MAX_VALUE)))
                .isFalse();
    }

    @Test
    void a_host_that_looks_people_up_finds_those_who_work_there_and_nobody_else() {
        var viewer = host.callers().whoIs(host.viewer()).orElseThrow();
        try {
            assertThat(host.callers().find(viewer.id())).contains(viewer);
            assertThat(host.callers().find(new UserId(Long.MAX_VALUE))).isEmpty();
        } catch (UnsupportedOperationException e) {
            assertThatThrownBy(() -> host.callers().find(new UserId(Long.MAX_VALUE)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    @DisplayName("R006 the option of mailings has a state in every branch")
    void the_option_has_a_state() {
        assertThat(host.branches().all())
                .allSatisfy(
                        one -> assertThat(host.mailingOption().state(one.id())).isNotNull());
    }

    private CustomerId add(String name) {
        return host.add(NewCustomer.studying(branch.id(), name));
    }

    private List<CustomerId> candidates(BranchId where, CandidateFilter filter, int size) {
        var met = new ArrayList<CustomerId>();
        String after = null;
        do {
            var page = host.customers().candidates(where, filter, after, size);
            met.addAll(page.customers());
            after = page.next();
        } while (after != null);
        return met;
    }

    private CustomerFacts facts(CustomerId customer) {
        return facts(branch.id(), List.of(customer)).get(0);
    }

    private List<CustomerFacts> facts(BranchId where, List<CustomerId> who) {
        return facts(where, who, new DateRange(LocalDate.parse("2026-09-15"), LocalDate.parse("2026-09-30")));
    }

    private List<CustomerFacts> facts(BranchId where, List<CustomerId> who, DateRange window) {
        return host.customers().facts(where, new HashSet<>(who), window, NOW);
    }

    private Account base(CustomerId customer) {
        return account(customer, AccountId.BASE);
    }

    private Account account(CustomerId customer, AccountId account) {
        return facts(customer).account(account).orElseThrow();
    }

    private Posting posting(CustomerId customer, AccountId account, String amount) {
        return new Posting(payment(), branch.id(), customer, account, money(amount), NOW, "1-2026-000001");
    }

    private static PaymentId payment() {
        return new PaymentId(PAYMENTS.incrementAndGet());
    }

    private Money money(String amount) {
        return Money.of(amount, branch.currency().getCurrencyCode());
    }

    private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private static Map<String, String> forge(Map<String, String> cookies) {
        var forged = new HashMap<String, String>();
        cookies.forEach((name, value) ->
                forged.put(name, new StringBuilder(value).reverse().toString()));
        return forged;
    }

    private static void inParallel(int threads, Callable<?> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
