package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.itests.application.Screen.id;
import static org.schoolcrm.itests.application.Screen.said;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.billing.api.token.ApiTokens;
import org.schoolcrm.billing.api.webhook.WebhookEndpoints;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.forecast.api.ForecastReview;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.billing.BillingIssuerDetails;
import org.schoolcrm.shell.billing.BillingSend;
import org.schoolcrm.shell.billing.BillingTokenCreate;
import org.schoolcrm.shell.billing.BillingTokenRevoke;
import org.schoolcrm.shell.billing.BillingTokens;
import org.schoolcrm.shell.billing.BillingTrail;
import org.schoolcrm.shell.billing.BillingWebhook;
import org.schoolcrm.shell.billing.BillingWebhooks;
import org.schoolcrm.shell.forecast.ForecastChanges;
import org.schoolcrm.shell.forecast.ForecastCost;
import org.schoolcrm.shell.forecast.ForecastFactCommand;

/** What the API does around invoices, an operator can do at the console. */
class OperatorCommandsTest {

    private static final Actor OPERATOR = new Actor("console:karaf");

    private static PageTestApplication house;

    @BeforeAll
    static void open() {
        house = new PageTestApplication();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    @DisplayName("R041 R042 R044 a message is written to one of the customer's addresses")
    void a_message_is_written() {
        var send = new BillingSend();
        send.branch = 1;
        send.customer = house.number("select min(customer_id) from school_contact where kind = 'EMAIL'");
        var where = said(out -> send.run(out, house.the(Composer.class), OPERATOR));
        assertThat(where).contains("EMAIL");

        send.address = where.replaceAll("(?s).*EMAIL\\s+[│|]\\s+(\\S+).*", "$1");
        send.subject = "Счет";
        send.text = "Оплатите, пожалуйста";
        assertThat(said(out -> send.run(out, house.the(Composer.class), OPERATOR)))
                .contains(send.address);

        var trail = new BillingTrail();
        trail.branch = 1;
        trail.action = "message.written";
        assertThat(said(out -> trail.run(out, house.the(AuditTrail.class), OPERATOR)))
                .contains("console:karaf", "customer:" + send.customer, "not yet");
    }

    @Test
    void a_token_is_made_listed_and_revoked() {
        var tokens = house.the(ApiTokens.class);
        var clock = house.the(Clock.class);
        var create = new BillingTokenCreate();
        create.name = "1С";
        create.branches = "1, 2";
        create.permissions = "invoice_read,MAILING_READ";
        create.days = 30;
        create.rate = 60;

        var made = said(out -> create.make(out, tokens, clock, OPERATOR));
        var secret = made.replaceAll("(?s).*(crm_\\w+).*", "$1");
        var id = made.replaceAll("(?s)Token (\\d+).*", "$1");
        assertThat(tokens.use(secret)).isPresent();
        var list = new BillingTokens();
        list.branch = 2;
        assertThat(said(out -> list.print(out, tokens, clock)))
                .contains(id, "1С", secret.substring(0, 8), "ACTIVE", "[INVOICE_READ, MAILING_READ]", "console:karaf")
                .doesNotContain(secret);

        var revoke = new BillingTokenRevoke();
        revoke.id = Long.parseLong(id);
        said(out -> revoke.run(out, tokens, OPERATOR));
        assertThat(tokens.use(secret)).isEmpty();
        assertThat(said(out -> list.print(out, tokens, clock))).contains("REVOKED");
    }

    @Test
    @DisplayName("R054 R055 R056 requisites are shown and changed field by field, and the change is in the trail")
    void requisites_are_changed() {
        var requisites = new BillingIssuerDetails();
        requisites.changes = List.of("offer=https://school.example/offer", "phone=+7 495 1");

        assertThat(said(out -> requisites.run(out, house.the(Issuers.class), OPERATOR)))
                .contains("offer=https://school.example/offer", "phone=+7 495 1", "own, logo");
        var branch = new BillingIssuerDetails();
        branch.branch = 2;
        assertThat(said(out -> branch.run(out, house.the(Issuers.class), OPERATOR)))
                .contains("phone=+7 495 1", "the school's");
        var trail = new BillingTrail();
        trail.action = "issuer.changed";
        trail.actor = "console:karaf";
        trail.from = "2026-09-10";
        assertThat(said(out -> trail.run(out, house.the(AuditTrail.class), OPERATOR)))
                .contains("+7 495 1");
        requisites.changes = List.of("fax=1");
        assertThatThrownBy(() -> said(out -> requisites.run(out, house.the(Issuers.class), OPERATOR)))
                .hasMessageContaining("bank.account");
    }

    @Test
    void other_systems_are_told_of_invoices() {
        var all = new BillingWebhooks();
        all.branch = 1;
        all.address = "https://other.example/hook";
        all.events = "created";
        var added = said(out -> all.run(out, house.the(WebhookEndpoints.class), OPERATOR));
        assertThat(added).contains("whsec_", "https://other.example/hook", "CREATED");

        house.issue("1500", null, null, false);
        var one = new BillingWebhook();
        one.id = id(added);
        one.active = "false";
        one.newSecret = true;
        assertThat(said(out -> one.run(out, house.the(WebhookEndpoints.class), OPERATOR)))
                .contains("whsec_", "false", "invoice.created", "WAITING");
        one.id = 999_999;
        assertThatThrownBy(() -> said(out -> one.run(out, house.the(WebhookEndpoints.class), OPERATOR)))
                .hasMessageContaining("endpoint-unknown");
    }

    @Test
    @DisplayName("a forecast is explained by its cost, its changes and what was charged")
    void forecasts_are_looked_back_at() {
        var byCost = house.issue(CalculationMethod.SUBSCRIPTION_COST, null, null, null, false);
        var cost = new ForecastCost();
        cost.branch = 1;
        cost.customer = byCost.customer().value();
        var costs = said(out -> cost.print(
                out,
                house.the(SubscriptionCosts.class),
                house.the(Customers.class),
                house.the(Branches.class),
                house.the(Clock.class)));
        assertThat(costs).contains("in all " + byCost.amount());

        house.change(
                "insert into school_entry (customer_id, account_id, amount, at, note) values (?, 0, -500000, ?, 'Долг')",
                byCost.customer().value(),
                OffsetDateTime.parse("2026-09-09T00:00Z"));
        var forecast = house.issue(CalculationMethod.FORECAST, null, null, null, false)
                .id()
                .value();
        var changes = new ForecastChanges();
        changes.invoice = forecast;
        assertThat(said(out -> changes.print(
                        out,
                        house.the(Billing.class),
                        house.the(Forecasts.class),
                        house.the(ForecastHistory.class),
                        house.the(Clock.class))))
                .contains("Nothing has changed", "->");
        var fact = new ForecastFactCommand();
        fact.invoice = forecast;
        assertThat(said(out -> fact.run(out, house.the(ForecastReview.class), OPERATOR)))
                .contains("forecast ", "charged 0.00");
        fact.invoice = byCost.id().value();
        assertThatThrownBy(() -> said(out -> fact.run(out, house.the(ForecastReview.class), OPERATOR)))
                .hasMessageContaining("invoice-is-no-forecast");
    }
}
