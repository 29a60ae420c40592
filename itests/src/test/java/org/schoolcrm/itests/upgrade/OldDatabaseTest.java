package org.schoolcrm.itests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invariants;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.itests.crash.Rows;
import org.schoolcrm.itests.oracle.RunOracle;
import org.schoolcrm.itests.oracle.RunOracle.Fate;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/**
 * What an earlier version has left in its database goes on under this one, to the kopeck. The database was saved while
 * as much as possible was under way; the README beside it among the resources says what it holds.
 */
@OnBothDatabases
class OldDatabaseTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BranchId CENTRE = new BranchId(1);
    private static final long PARKED = 2002;
    private static final long PAUSED = 2003;
    private static final String SEALS = "select record_id, previous, seal from audit_link order by record_id";

    /** The body of a request that the earlier version has answered. */
    private static final String ANSWERED = """
            {"branch":1,"customer":21,"account":0,"method":"MANUAL","amount":{"amount":150000,"currency":"RUB"},
             "periodBegin":"2026-09-10","periodEnd":"2026-09-30","payFrom":"2026-09-09","payUntil":"2026-09-20",
             "repeatable":false,"earlier":"KEEP","subject":null,"lessonType":null,"applyDiscounts":true}
            """;

    private static OldDatabase old;
    private static List<String> kinds;
    private static List<Map<String, Object>> sealed;
    private static JsonNode listed;
    private static Map<Long, Fate> due;

    private final TestDatabase database;

    OldDatabaseTest(TestDatabase database) {
        this.database = database;
    }

    /** Opens the database, lets everything go on for some minutes, approves what waits for a person, until next day. */
    @BeforeParameterizedClassInvocation
    static void goOn(TestDatabase database) throws SQLException {
        old = new OldDatabase(database);
        kinds = texts("select distinct substring(task_instance from 1 for position('/' in task_instance) - 1) as kind"
                + " from scheduled_tasks order by 1");
        sealed = Rows.of(old.tables(), SEALS);
        old.start();
        assertThat(old.the(ReceivedWebhooks.class).replay(1, Actor.SYSTEM)).isTrue();
        assertThat(old.the(ReceivedWebhooks.class).replay(5, Actor.SYSTEM)).isTrue();
        var admin = old.server().user(1);
        old.goOn(Duration.ofSeconds(1), 10);
        old.goOn(Duration.ofSeconds(10), 11);
        listed = json(admin.get("mailings/2001/runs").body()).get("items");
        due = new RunOracle(
                        old.tables(),
                        1,
                        ZoneId.of("Europe/Moscow"),
                        LocalDate.parse("2026-09-01"),
                        LocalDate.parse("2026-09-30"),
                        old.now())
                .fates();
        assertThat(admin.post("runs/" + PARKED + "/resume", "").statusCode()).isEqualTo(200);
        assertThat(admin.post("runs/" + PAUSED + "/resume", "").statusCode()).isEqualTo(200);
        old.goOn(Duration.ofSeconds(1), 10);
        old.goOnAt("2026-09-11T00:00:00Z");
        old.goOn(Duration.ofSeconds(10), 10);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        old.close();
    }

    @Test
    void every_migration_has_run() {
        for (var owner : List.of("runtime", "school", "billing", "sandbox")) {
            var info = Flyway.configure()
                    .dataSource(old.tables())
                    .table(owner + "_migrations")
                    .locations(
                            "classpath:db/" + owner + "/common",
                            "classpath:db/" + owner + "/" + database.toString().toLowerCase(Locale.ROOT))
                    .failOnMissingLocations(false)
                    .load()
                    .info();

            assertThat(info.pending()).as(owner).isEmpty();
            assertThat(info.all())
                    .as(owner)
                    .extracting(one -> one.getState())
                    .isSubsetOf(MigrationState.BASELINE, MigrationState.SUCCESS);
        }
    }

    @Test
    void every_kind_of_job_that_waited_is_still_done() {
        assertThat(kinds)
                .containsExactly(
                        "audit-seal",
                        "invoice-archive",
                        "mailing-page",
                        "mailing-run",
                        "mailing-slots",
                        "message-dispatch",
                        "message-heart",
                        "payment-posting",
                        "payment-reconcile",
                        "payment-refund",
                        "sandbox-bank-notify",
                        "school.import.check",
                        "school.import.write",
                        "webhook-post",
                        "webhook-replay");
        assertThat(old.handled()).containsAll(kinds);
        assertThat(texts("select task_instance from scheduled_tasks where picked or consecutive_failures > 0"
                        + " or execution_time <= timestamp with time zone '2026-09-11 00:00:00+00'"))
                .isEmpty();
    }

    @Test
    void the_secrets_of_merchant_accounts_open_and_are_good_for_their_bank() {
        var accounts = old.the(MerchantAccounts.class);

        assertThat(accounts.of(CENTRE))
                .extracting(MerchantAccount::provider, MerchantAccount::settings)
                .containsExactly(
                        tuple("sandbox", Map.of("secret", "sandbox-secret-of-branch-1")),
                        tuple(
                                "tbank",
                                Map.of(
                                        "terminalKey",
                                        "1321054611234DEMO",
                                        "password",
                                        "Dfsfh56dgKl",
                                        "passwordPrevious",
                                        "OldPassword1")));
        assertThat(accounts.test(new MerchantAccountId(1002)).verdict()).isEqualTo(ConnectionReport.Verdict.OK);
    }

    @Test
    void the_link_of_an_invoice_is_as_before_and_opens_it() {
        var link = old.the(Billing.class).link(new InvoiceId(2000));

        assertThat(link).isEqualTo(old.drawn("invoice.link"));
        var page = old.server().payer("GET", link.substring(link.indexOf("/i/")));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("1-2026-000024", "1\u00a0500\u00a0₽");
    }

    @Test
    void other_systems_hear_the_rest_of_the_news_under_both_secrets() throws GeneralSecurityException {
        var told = old.hooks().stream()
                .filter(call -> Long.parseLong(header(call, "webhook-id").substring("msg_".length())) <= 54)
                .toList();

        assertThat(told).hasSize(7);
        for (var call : told) {
            var signed = header(call, "webhook-id") + "." + header(call, "webhook-timestamp") + "."
                    + new String(call.body(), StandardCharsets.UTF_8);
            assertThat(header(call, "webhook-signature"))
                    .isEqualTo("v1," + hmac(old.drawn("endpoint.secret"), signed) + " v1,"
                            + hmac(old.drawn("endpoint.secret.before"), signed));
        }
        assertThat(texts("select distinct state from webhook_delivery")).containsExactly("DELIVERED");
    }

    @Test
    void the_call_of_a_bank_that_waited_for_its_adapter_is_booked() {
        assertThat(text("select state from webhook_inbox where id = 8")).isEqualTo("PROCESSED");
        assertPaidOnce(2024, "2500.00");
    }

    @Test
    void calls_of_banks_that_were_kept_can_be_read_and_count_once() {
        assertThat(texts("select distinct state from webhook_inbox")).containsExactly("PROCESSED");
        assertThat(entries(1000)).containsExactly(-10_000L, 90_000L);
        assertThat(entries(1004)).containsExactly(300_000L);
    }

    @Test
    void an_open_payment_is_asked_about_and_taken() {
        assertThat(text("select status from payment_attempt where id = 3000")).isEqualTo("CAPTURED");
        assertPaidOnce(3000, "1200.00");
    }

    @Test
    void a_bank_that_was_about_to_call_calls() {
        assertThat(text("select status from payment_attempt where id = 3001")).isEqualTo("CAPTURED");
        assertPaidOnce(3001, "1300.00");
    }

    @Test
    void a_credit_that_was_not_posted_reaches_the_account_once() {
        assertThat(texts("select distinct state from posting")).containsExactly("POSTED");
        assertPaidOnce(3002, "1100.00");
    }

    @Test
    void a_refund_of_a_part_that_the_bank_cannot_prove_is_not_booked() {
        assertThat(texts("select status from refund order by id")).containsExactly("DONE", "UNKNOWN");
        assertThat(entries(1004)).containsExactly(300_000L);
    }

    @Test
    @DisplayName("forecast-rules.md 6: what had gone back before invoices knew it is on them")
    void a_refund_that_was_booked_before_is_on_its_invoice() {
        assertThat(invoice(1000).refunded()).isEqualTo(rub("100.00"));
        assertThat(invoice(1000).paid()).isEqualTo(rub("900.00"));
        assertThat(invoice(1000).flags()).contains(InvoiceFlag.PARTLY_REFUNDED);
        assertThat(invoice(1006).refunded()).isEqualTo(rub("0"));
    }

    @Test
    void money_that_belongs_to_nobody_and_a_part_of_an_invoice_are_as_before() {
        assertThat(old.the(Payments.class).unassigned(CENTRE))
                .extracting(UnallocatedPayment::providerId, UnallocatedPayment::amount)
                .containsExactly(tuple("p-2", rub("123.45")));
        assertThat(invoice(1002).stillDue()).isEqualTo(rub("600.00"));
        assertThat(invoice(1002).isPartlyPaid()).isTrue();
    }

    @Test
    void a_parked_run_is_listed_and_once_approved_bills_what_is_due() {
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("id").asLong()).isEqualTo(PARKED);
        assertThat(listed.get(0).get("state").asText()).isEqualTo("INVOICING");
        assertThat(listed.get(0).get("brake").asText()).isEqualTo("PARKED");

        var run = progress(PARKED);
        assertThat(run.at("/run/state").asText()).isEqualTo("COMPLETED");
        assertThat(run.at("/billed").asLong()).isEqualTo(13);
        assertThat(run.at("/amount/amount").asLong()).isEqualTo(4_180_000);
        assertThat(run.at("/messages/ACCEPTED").asLong()).isEqualTo(12);
        assertThat(fates(PARKED)).isEqualTo(due);
    }

    @Test
    void a_run_that_was_paused_half_way_goes_on_to_its_end() {
        var run = progress(PAUSED);

        assertThat(run.at("/run/state").asText()).isEqualTo("COMPLETED");
        assertThat(run.at("/customers").asLong()).isEqualTo(539);
        assertThat(run.at("/done").asLong()).isEqualTo(539);
        assertThat(run.at("/billed").asLong()).isEqualTo(12);
        assertThat(run.at("/amount/amount").asLong()).isEqualTo(3_867_900 + 151_750 + 151_850 + 151_950 + 152_050);
        assertThat(run.at("/messages/ACCEPTED").asLong()).isEqualTo(12);
        assertThat(old.sent())
                .filteredOn(message -> message.address().startsWith("pupil"))
                .extracting(message -> message.address())
                .containsExactlyInAnyOrder(
                        "pupil517@example.org", "pupil518@example.org", "pupil519@example.org", "pupil520@example.org");
    }

    @Test
    void the_next_slot_fires() {
        var runs = json(old.server().user(1).get("mailings/1003/runs").body()).get("items");
        var run = progress(runs.get(0).get("id").asLong());

        assertThat(runs).hasSize(2);
        assertThat(run.at("/run/trigger").asText()).isEqualTo("slot:2026-09-11T10:00");
        assertThat(run.at("/run/state").asText()).isEqualTo("COMPLETED");
        assertThat(run.at("/billed").asLong()).isEqualTo(5);
        assertThat(run.at("/amount/amount").asLong()).isEqualTo(1_917_600);
        assertThat(runs.get(1).get("trigger").asText()).isEqualTo("slot:2026-09-10T10:00");
        assertThat(runs.get(1).get("missed").asText()).isEqualTo("TOO_LATE");
    }

    @Test
    void the_report_of_a_finished_run_reads_as_before() {
        var export = old.server().user(1).get("runs/1000/export?format=csv", "Accept-Language", "ru");
        var run = progress(1000);

        assertThat(export.body().replace("\uFEFF", "").lines())
                .as("the same but for what parts values and kopecks in Russian")
                .containsExactlyElementsOf(OldDatabase.text("finished-run.csv")
                        .replace(',', ';')
                        .replace(".", ",")
                        .lines()
                        .toList());
        assertThat(run.at("/run/trigger").asText()).isEqualTo("slot:2026-09-09T13:00");
        assertThat(run.at("/run/state").asText()).isEqualTo("COMPLETED");
        assertThat(run.at("/run/finishedAt").asText()).isEqualTo("2026-09-09T10:00:02Z");
        assertThat(run.at("/billed").asLong()).isEqualTo(14);
        assertThat(run.at("/amount/amount").asLong()).isEqualTo(5_517_500);
        assertThat(counts(run.at("/skipped")))
                .containsOnly(entry("NOTHING_TO_PAY", 10L), entry("UNPAID_INVOICE", 1L), entry("NO_RECIPIENT", 2L));
        assertThat(counts(run.at("/messages")))
                .containsOnly(
                        entry("ACCEPTED", 9L),
                        entry("DELIVERED", 1L),
                        entry("UNDELIVERED", 1L),
                        entry("REJECTED", 1L),
                        entry("SUPPRESSED", 1L),
                        entry("UNCERTAIN", 1L));
    }

    @Test
    void what_nobody_knows_of_is_not_sent_again_and_what_waited_is_sent_once() {
        assertThat(texts("select distinct state from message where id in (1003, 2016)"))
                .containsExactly("UNCERTAIN");
        var references = old.sent().stream().map(message -> message.reference()).toList();
        assertThat(references).doesNotHaveDuplicates().doesNotContain("o-1003", "o-2016");
        assertThat(references)
                .hasSize(28)
                .contains("o-2015", "o-2020", "o-2021", "o-2022", "o-2023", "o-2024", "o-3000");
        assertThat(texts("select state from message where run_id = 2001")).containsExactly("CANCELLED");
        assertThat(texts("select address from suppression order by address"))
                .containsExactly("parent51@example.org", "parent6@example.org");
    }

    @Test
    void the_audit_trail_is_whole_and_its_old_seals_hold() {
        var verdict = old.the(AuditTrail.class).verify();

        assertThat(verdict.flaws()).isEmpty();
        assertThat(sealed).hasSize(43);
        assertThat(Rows.of(old.tables(), SEALS)).containsAll(sealed);
        assertThat(verdict.sealed()).isEqualTo(number("select count(*) from audit_record"));
    }

    @Test
    void a_request_that_was_answered_is_answered_the_same_and_not_carried_out_again() {
        var admin = old.server().user(1);
        long invoices = number("select count(*) from invoice");

        var invoice = admin.post("invoices", ANSWERED, "Idempotency-Key", "invoice-4711");
        var refund = admin.post(
                "payments/1000/refunds",
                "{\"amount\":{\"amount\":10000,\"currency\":\"RUB\"},\"reason\":\"Перерасчет\"}",
                "Idempotency-Key",
                "refund-4712");
        var run = admin.post("mailings/2001/runs", "", "Idempotency-Key", "run-4713");

        assertThat(json(invoice.body())).isEqualTo(json("""
                {"id":2000,"number":"1-2026-000024","branch":1,"customer":21,"customerName":"Титов Максим","account":0,
                 "method":"MANUAL","amount":{"amount":150000,"currency":"RUB"},"paid":{"amount":0,"currency":"RUB"},
                 "periodBegin":"2026-09-10","periodEnd":"2026-09-30","payFrom":"2026-09-09","payUntil":"2026-09-20",
                 "repeatable":false,"status":"AWAITING_PAYMENT","expired":false,"flags":[],
                 "issuedAt":"2026-09-10T12:30:05Z","link":"%s"}""".formatted(old.drawn("invoice.link"))));
        assertThat(json(refund.body())).isEqualTo(json("""
                {"id":1000,"amount":{"amount":10000,"currency":"RUB"},"status":"DONE","reason":"Перерасчет",
                 "detail":"RETURNED","requestedAt":"2026-09-10T12:30:05Z"}"""));
        assertThat(json(run.body())).isEqualTo(json("""
                {"id":2002,"mailing":2001,"branch":1,"name":"Еще раз","trigger":"hand:run-4713","state":"PLANNING",
                 "brake":"NONE","missed":null,"issued":"2026-09-10","startedAt":"2026-09-10T12:30:14Z",
                 "finishedAt":null}"""));
        assertThat(number("select count(*) from invoice")).isEqualTo(invoices);
        assertThat(number("select count(*) from refund")).isEqualTo(2);
        assertThat(number("select count(*) from mailing_run where mailing_id = 2001"))
                .isEqualTo(1);
    }

    @Test
    void forecasts_are_made_again_from_old_snapshots_to_the_kopeck() {
        var forecasts = Rows.of(old.tables(), "select id from invoice where method = 'FORECAST' and id < 3000");

        assertThat(forecasts).hasSize(23);
        for (var row : forecasts) {
            var invoice = invoice(((Number) row.get("id")).longValue());
            var snapshot = old.the(Billing.class).explain(invoice.id()).snapshot();
            var again = old.the(ForecastHistory.class)
                    .replay(Objects.requireNonNull(snapshot).document());
            assertThat(again.amount()).as(invoice.number()).isEqualTo(invoice.amount());
        }
    }

    @Test
    void a_paid_invoice_keeps_the_details_that_it_was_paid_under() {
        var today = LocalDate.parse("2026-09-11");
        var issuers = old.the(Issuers.class);

        var first = issuers.on(invoice(1000), today);
        var second = issuers.on(invoice(1006), today);

        assertThat(first.version()).isEqualTo(2);
        assertThat(first.details().name()).isEqualTo("ООО «Школа „Старт“, Центр»");
        assertThat(second.version()).isEqualTo(3);
        assertThat(second.details().name()).isEqualTo("ООО «Школа „Старт“, Новый Центр»");
        assertThat(issuers.logo(String.valueOf(second.logo())).orElseThrow().type())
                .isEqualTo("image/png");
    }

    @Test
    void work_on_many_rows_goes_on() {
        assertThat(texts("select state from school_import order by id"))
                .containsExactly("DONE", "DONE", "CHECKED", "DONE", "CHECKED");
        assertThat(texts("select name from school_customer where name like 'Новый %' order by id"))
                .containsExactly("Новый Второй", "Новый Третий");
        assertThat(texts("select outcome from operation_report_row where report_id = 2000 order by place"))
                .containsExactly("DONE", "DONE", "REFUSED");
        assertThat(number("select count(*) from operation_report where finished_at is null"))
                .isZero();
    }

    @Test
    void nothing_that_is_stored_contradicts_itself() {
        assertThat(old.the(Invariants.class).check()).hasSize(8).allMatch(found -> found.violations() == 0);
        assertThat(invoice(1001).status()).isEqualTo(InvoiceStatus.ARCHIVED);
        assertThat(invoice(1003).repeatable()).isTrue();
    }

    private static void assertPaidOnce(long id, String amount) {
        assertThat(invoice(id).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice(id).paid()).isEqualTo(rub(amount));
        assertThat(entries(id)).containsExactly(rub(amount).minor());
    }

    /** What the school's ledger was credited with for the invoice, the smallest first. */
    private static List<Long> entries(long invoice) {
        return Rows.of(
                        old.tables(),
                        "select e.amount from school_entry e join bank_operation o on o.id = e.payment_id"
                                + " where o.invoice_id = ? order by e.amount",
                        invoice)
                .stream()
                .map(row -> ((Number) row.get("amount")).longValue())
                .toList();
    }

    /** What the run did, as the oracle would say it. */
    private static Map<Long, Fate> fates(long run) {
        var fates = new TreeMap<Long, Fate>();
        for (var row : Rows.of(old.tables(), "select * from run_entry where run_id = ?", run)) {
            var amount = (Number) row.get("amount");
            fates.put(
                    ((Number) row.get("customer_id")).longValue(),
                    new Fate((String) row.get("reason"), amount == null ? 0 : amount.longValue()));
        }
        return fates;
    }

    private static Invoice invoice(long id) {
        return old.the(Billing.class).find(new InvoiceId(id)).orElseThrow();
    }

    private static JsonNode progress(long run) {
        return json(old.server().user(1).get("runs/" + run).body());
    }

    private static Map<String, Long> counts(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asLong()));
    }

    private static long number(String sql) {
        return Rows.number(old.tables(), sql);
    }

    private static String text(String sql) {
        return texts(sql).get(0);
    }

    private static List<String> texts(String sql) {
        return Rows.of(old.tables(), sql).stream()
                .map(row -> String.valueOf(row.values().iterator().next()))
                .toList();
    }

    private static String header(HttpCall call, String name) {
        return call.headers().get(name);
    }

    private static String hmac(String secret, String signed) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
