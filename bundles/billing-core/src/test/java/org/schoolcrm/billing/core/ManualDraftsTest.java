package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastAnswer;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.forecast.api.SubscriptionCost;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldProblem;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.testkit.SettableClock;

/** What an invoice made by hand is to say, by each of the three methods. */
class ManualDraftsTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final CustomerId ANNA = new CustomerId(1);
    private static final AccountId SEPARATE = new AccountId(7);
    private static final LocalDate TODAY = LocalDate.parse("2026-09-10");

    private final List<DateRange> windows = new ArrayList<>();
    private ForecastAnswer answer = ForecastAnswer.of(forecast("3000"));
    private SubscriptionCost cost = new SubscriptionCost(List.of(line("4000"), line("500")));
    private final ManualDrafts drafts = new ManualDrafts(
            () -> List.of(new Branch(CENTRE, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"))),
            new OneCustomer(customer()),
            (branch, customers, window, asOf) -> {
                windows.add(window);
                return customers.contains(ANNA)
                        ? List.of(new CustomerForecast(customer(), AccountId.BASE, answer))
                        : List.of();
            },
            request -> cost,
            new SettableClock(Instant.parse("2026-09-09T21:00:00Z")));

    @Test
    @DisplayName("R012 R013 by hand any amount and any period")
    void by_hand_the_amount_is_what_was_typed() {
        var draft = drafts.draft(new Form(CalculationMethod.MANUAL)
                .amount("17.01")
                .period("2026-01-01", "2027-01-01")
                .done());

        assertThat(draft.amount()).isEqualTo(rub("17.01"));
        assertThat(draft.period()).isEqualTo(days("2026-01-01", "2027-01-01"));
        assertThat(draft.explanation().lines()).isEmpty();
    }

    @Test
    void by_hand_an_amount_is_required_and_above_nothing() {
        assertThat(fields(new Form(CalculationMethod.MANUAL))).containsExactly("amount required");
        assertThat(fields(new Form(CalculationMethod.MANUAL).amount("0")))
                .containsExactly("amount amount-not-positive");
        assertThat(fields(new Form(CalculationMethod.MANUAL).amount("10000000000.01")))
                .as("sums of many invoices are to fit")
                .containsExactly("amount amount-too-large");
        assertThat(fields(new Form(CalculationMethod.MANUAL).amount("1").period("2026-09-02", "2026-09-01")))
                .containsExactly("periodEnd period-ends-too-early");
    }

    @Test
    void a_term_that_is_over_when_the_invoice_is_issued_is_refused() {
        var form = new Form(CalculationMethod.MANUAL).amount("1");

        assertThat(fields(form.payable("2026-09-01", "2026-09-09"))).containsExactly("payUntil term-is-over");
        assertThat(fields(form.payable("2026-09-09", "2026-09-08"))).containsExactly("payUntil term-ends-too-early");
        assertThat(drafts.draft(form.payable("2026-09-01", "2026-09-10").done())
                        .term()
                        .until())
                .as("the day of the branch counts, not that of UTC")
                .isEqualTo(TODAY);
    }

    @Test
    @DisplayName("R014 R015 a forecast fills in the amount, with its lines and its snapshot")
    void a_forecast_fills_in_the_amount_and_keeps_why() {
        var draft = drafts.draft(new Form(CalculationMethod.FORECAST).done());

        assertThat(draft.amount()).isEqualTo(rub("3000"));
        assertThat(draft.explanation().lines()).hasSize(1);
        assertThat(draft.explanation().balance()).isEqualTo(rub("1500"));
        assertThat(draft.explanation().snapshot()).isEqualTo(new ForecastSnapshot("{}", "hash"));
    }

    @Test
    @DisplayName("R015 an amount sent with a forecast is refused, even the right one")
    void an_amount_sent_with_a_forecast_is_refused() {
        assertThat(fields(new Form(CalculationMethod.FORECAST).amount("3000")))
                .containsExactly("amount amount-is-forecast");
    }

    @Test
    @DisplayName("R021 a forecast begins on the day of issue in the branch's zone")
    void a_forecast_begins_on_the_day_of_issue() {
        assertThat(fields(new Form(CalculationMethod.FORECAST).period("2026-09-09", "2026-09-30")))
                .containsExactly("periodBegin period-begin-is-fixed");
        assertThat(fields(new Form(CalculationMethod.FORECAST).period("2026-09-11", "2026-09-30")))
                .containsExactly("periodBegin period-begin-is-fixed");
        assertThat(drafts.draft(new Form(CalculationMethod.FORECAST)
                                .period("2026-09-10", "2026-09-30")
                                .done())
                        .period()
                        .begin())
                .isEqualTo(TODAY);
    }

    @Test
    @DisplayName("R022 the end of a forecast's period can be changed, and the forecast is made for it")
    void the_end_of_a_forecast_can_be_changed() {
        var usual = drafts.draft(new Form(CalculationMethod.FORECAST).done());
        var longer = drafts.draft(
                new Form(CalculationMethod.FORECAST).period(null, "2026-11-15").done());

        assertThat(usual.period()).isEqualTo(windows.get(0));
        assertThat(longer.period()).isEqualTo(windows.get(1));
        assertThat(windows).containsExactly(days("2026-09-10", "2026-09-30"), days("2026-09-10", "2026-11-15"));
    }

    @Test
    void a_forecast_of_nothing_makes_no_invoice() {
        answer = ForecastAnswer.of(forecast("0"));

        assertThatThrownBy(() -> drafts.draft(new Form(CalculationMethod.FORECAST).done()))
                .hasMessageStartingWith("nothing-to-pay");
    }

    @Test
    void a_forecast_that_cannot_be_made_says_why() {
        answer = ForecastAnswer.of(ForecastProblem.PRICE_MISSING.refuse(new SubscriptionId(5)));

        assertThatThrownBy(() -> drafts.draft(new Form(CalculationMethod.FORECAST).done()))
                .hasMessageStartingWith("price-missing [5]");
    }

    @Test
    @DisplayName("R016 the cost of the subscriptions fills in the amount")
    void the_cost_of_the_subscriptions_fills_in_the_amount() {
        var draft = drafts.draft(new Form(CalculationMethod.SUBSCRIPTION_COST).done());

        assertThat(draft.amount()).isEqualTo(rub("4500"));
        assertThat(draft.explanation().lines()).hasSize(2);
        assertThat(draft.explanation().snapshot()).isNull();
    }

    @Test
    @DisplayName("A27 the amount filled in can be typed over; the lines still make it up")
    void an_amount_typed_over_the_cost_is_explained_too() {
        var draft = drafts.draft(
                new Form(CalculationMethod.SUBSCRIPTION_COST).amount("4000").done());

        assertThat(draft.amount()).isEqualTo(rub("4000"));
        assertThat(draft.explanation().lines())
                .extracting(InvoiceLine::net)
                .containsExactly(rub("4000"), rub("500"), rub("-500"));
    }

    @Test
    void without_an_active_subscription_an_amount_must_be_typed() {
        cost = new SubscriptionCost(List.of());

        assertThat(fields(new Form(CalculationMethod.SUBSCRIPTION_COST)))
                .containsExactly("amount no-active-subscription");
        assertThat(drafts.draft(new Form(CalculationMethod.SUBSCRIPTION_COST)
                                .amount("10")
                                .done())
                        .amount())
                .isEqualTo(rub("10"));
    }

    @Test
    @DisplayName("R017 R019 the account is the one that was chosen, and must be the customer's")
    void the_account_is_the_one_that_was_chosen() {
        assertThat(drafts.draft(new Form(CalculationMethod.MANUAL)
                                .amount("1")
                                .on(SEPARATE)
                                .done())
                        .account())
                .isEqualTo(SEPARATE);
        assertThat(fields(new Form(CalculationMethod.MANUAL).amount("1").on(new AccountId(8))))
                .containsExactly("account account-unknown");
    }

    private List<String> fields(Form form) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> drafts.draft(form.done()));
        return refusal.fields().stream().map(ManualDraftsTest::text).toList();
    }

    private static String text(FieldProblem field) {
        return field.field() + " " + field.type().code();
    }

    private static Forecast forecast(String amount) {
        return new Forecast(
                rub(amount), rub("1500"), List.of(line("4500")), List.of(), null, new ForecastSnapshot("{}", "hash"));
    }

    private static ForecastLine line(String amount) {
        return new ForecastLine(
                ForecastLine.Kind.PERIOD,
                TODAY,
                TODAY,
                new SubscriptionId(5),
                null,
                null,
                rub(amount),
                rub("0"),
                List.of());
    }

    private static CustomerFacts customer() {
        return new CustomerFacts(
                ANNA,
                CENTRE,
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(account(AccountId.BASE), account(SEPARATE)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private static Account account(AccountId id) {
        return new Account(id, rub("1500"), 0, Instant.EPOCH, Set.of());
    }

    private static DateRange days(String from, String to) {
        return new DateRange(LocalDate.parse(from), LocalDate.parse(to));
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    /** The form as it is filled in. */
    private static final class Form {

        private final CalculationMethod method;
        private AccountId account = AccountId.BASE;
        private @Nullable Money amount;
        private @Nullable LocalDate begin;
        private @Nullable LocalDate end;
        private @Nullable LocalDate payFrom;
        private @Nullable LocalDate payUntil;

        Form(CalculationMethod method) {
            this.method = method;
        }

        Form amount(String typed) {
            amount = rub(typed);
            return this;
        }

        Form period(@Nullable String from, String to) {
            begin = from == null ? null : LocalDate.parse(from);
            end = LocalDate.parse(to);
            return this;
        }

        Form payable(String from, String until) {
            payFrom = LocalDate.parse(from);
            payUntil = LocalDate.parse(until);
            return this;
        }

        Form on(AccountId chosen) {
            account = chosen;
            return this;
        }

        ManualInvoice done() {
            return new ManualInvoice(
                    CENTRE,
                    ANNA,
                    account,
                    method,
                    amount,
                    begin,
                    end,
                    CostFilter.ALL,
                    payFrom,
                    payUntil,
                    false,
                    UnpaidInvoicePolicy.ASK);
        }
    }
}
