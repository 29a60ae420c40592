package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.itests.mail.ReceivedMail;
import org.schoolcrm.itests.oracle.RunOracle;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.SystemClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/**
 * The main job from one end to the other, in the archive that ships, every hop over a real socket: a mailing is run,
 * the e-mails arrive by SMTP, a link is opened and paid at the sandbox bank, the bank calls back, the school's own
 * ledger is credited once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class MainJobContract {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LOOKED_AT = 5;
    private static final Pattern BANK_FORM = Pattern.compile("http://localhost:\\d+/sandbox-bank/[0-9a-f]{32}");
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final long SEED = 20260901;

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC);
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private Proxy proxy;
    private KarafProcess karaf;
    private Browser admin;
    private List<String> links;

    /** Sets what the database wants of the environment. */
    abstract void prepare(KarafProcess karaf);

    /** Opens the database once Karaf has been stopped. */
    abstract Connection database(KarafProcess karaf) throws SQLException;

    @BeforeAll
    void boot() throws IOException {
        mail.start();
        proxy = new Proxy();
        karaf = new KarafProcess(getClass().getSimpleName())
                .set("CRM_SMTP_PORT", Integer.toString(mail.getSmtp().getPort()))
                .set("CRM_PUBLIC_ADDRESS", proxy.address().toString())
                .set("CRM_DEMO_DAY", day.toString());
        prepare(karaf);
        start();
        proxy.leadTo(karaf.home());
    }

    @AfterAll
    void end() {
        karaf.close();
        proxy.close();
        mail.stop();
    }

    @Test
    @Order(1)
    void a_run_bills_exactly_whom_an_independent_oracle_bills() throws Exception {
        var mailing = admin.read("mailings?branch=1").at("/items/0");
        assertThat(mailing.at("/settings/what/method").asText()).isEqualTo("FORECAST");
        var started = admin.post("mailings/" + mailing.get("id") + "/runs", "{}");

        var progress = await().atMost(SOON)
                .until(
                        () -> admin.read("runs/" + started.get("id")),
                        found -> found.at("/run/state").asText().equals("COMPLETED"));

        var entries =
                admin.read("runs/" + started.get("id") + "/entries?limit=500").get("items");
        var before = oracle(Instant.parse(progress.at("/run/startedAt").asText()));
        var after = oracle(Instant.parse(progress.at("/run/finishedAt").asText()));
        assertThat(fates(entries)).isIn(before, after);
        var billed = fates(entries).values().stream()
                .filter(fate -> fate.skipped() == null)
                .toList();
        assertThat(progress.get("billed").asLong()).isEqualTo(billed.size()).isPositive();
        assertThat(progress.get("failed").asLong()).isZero();
        assertThat(progress.at("/amount/amount").asLong())
                .isEqualTo(billed.stream().mapToLong(RunOracle.Fate::billed).sum());
        assertThat(progress.get("done").asLong()).isEqualTo(before.size());
        assertThat(progress.at("/messages/ACCEPTED").asLong()).isEqualTo(billed.size());
    }

    @Test
    @Order(2)
    void every_customer_billed_has_exactly_one_e_mail_with_a_link_of_its_own() throws Exception {
        links = new ArrayList<>();
        for (var message : mail.getReceivedMessages()) {
            var received = ReceivedMail.of(message);
            links.add(received.linkInText().toString());
            assertThat(received.linkInHtml()).isEqualTo(received.linkInText());
        }

        assertThat(new HashSet<>(links)).hasSameSizeAs(links);
        assertThat(admin.read("mailings/1000/runs").at("/items/0").get("state").asText())
                .isEqualTo("COMPLETED");
        var recipients = new HashSet<String>();
        for (var message : mail.getReceivedMessages()) {
            assertThat(recipients.add(message.getAllRecipients()[0].toString())).isTrue();
        }
    }

    @Test
    @Order(3)
    void the_links_of_an_e_mail_open_the_invoice_that_it_asks_for() {
        var run = admin.read("mailings/1000/runs").at("/items/0").get("id").asText();
        var invoices = new HashMap<String, String>();
        for (var entry : admin.read("runs/" + run + "/entries?limit=500").get("items")) {
            if (entry.get("outcome").asText().equals("BILLED") && invoices.size() < LOOKED_AT) {
                var invoice = admin.read("invoices/" + entry.get("invoice").asText());
                invoices.put(invoice.get("link").asText(), invoice.get("number").asText());
            }
        }

        assertThat(links).containsAll(invoices.keySet());
        invoices.forEach((link, number) -> {
            var page = payer().get(link.substring(proxy.address().toString().length()));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Счет № " + number + " ");
        });
    }

    @Test
    @Order(4)
    void a_second_run_asks_nobody_twice() {
        var started = admin.post("mailings/1000/runs", "{}");

        var progress = await().atMost(SOON)
                .until(
                        () -> admin.read("runs/" + started.get("id")),
                        found -> found.at("/run/state").asText().equals("COMPLETED"));

        assertThat(progress.get("billed").asLong()).isZero();
        assertThat(progress.at("/skipped/UNPAID_INVOICE").asInt()).isEqualTo(links.size());
        assertThat(mail.getReceivedMessages()).hasSize(links.size());
    }

    /** The page's last batch breaks on purpose: JPA, JDBC and the job's row must go back together. */
    @Test
    @Order(5)
    void a_page_that_breaks_at_its_last_row_leaves_nothing_behind_and_is_done_later() throws SQLException {
        karaf.stop();
        long newest = number("select max(run_id) from run_entry");
        sql("alter table run_entry add constraint broken_on_purpose check (run_id <= " + newest + ")");
        start();
        var mailing = admin.read("mailings?branch=2").at("/items/0");
        var run = admin.post("mailings/" + mailing.get("id") + "/runs", "{}").get("id");
        await().atMost(SOON).until(() -> karaf.log().stream().anyMatch(line -> line.contains("broken_on_purpose")));

        karaf.stop();
        assertThat(number("select count(*) from invoice where run_id = " + run)).isZero();
        assertThat(number("select count(*) from message where run_id = " + run)).isZero();
        assertThat(number("select count(*) from run_page where run_id = " + run + " and done is null"))
                .isPositive();
        sql("alter table run_entry drop constraint broken_on_purpose");
        start();

        var progress = await().atMost(SOON)
                .until(
                        () -> admin.read("runs/" + run),
                        found -> found.at("/run/state").asText().equals("COMPLETED"));
        assertThat(progress.get("billed").asLong()).isPositive();
        assertThat(progress.get("failed").asLong()).isZero();
    }

    @Test
    @Order(6)
    void the_links_still_lead_to_their_invoices_after_a_restart() {
        var payer = payer();

        for (var link : links.subList(0, 3)) {
            var page = payer.get(URI.create(link).getPath());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Перейти к оплате");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
        assertThat(payer.get("/i/" + "A".repeat(22)).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(7)
    void paying_at_the_bank_marks_the_invoice_paid_however_often_the_bank_says_so() throws Exception {
        var link = links.get(0);
        pay(link);

        awaitPaid(link);
        await().atMost(SOON).until(() -> !proxy.webhooks().isEmpty());
        var call = proxy.webhooks().get(0);
        var answers = inParallel(50, () -> proxy.repeat(call));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("OK");
        });
        assertThat(payer().get(URI.create(link).getPath()).body())
                .contains("Счет оплачен")
                .doesNotContain("Перейти к оплате");
    }

    @Test
    @Order(8)
    void a_call_of_the_bank_while_its_adapter_is_away_is_kept_and_replayed() throws Exception {
        var link = links.get(1);
        proxy.holdBackWebhooks(true);
        int heard = proxy.webhooks().size();
        pay(link);
        await().atMost(SOON).until(() -> proxy.webhooks().size() > heard);
        var call = proxy.webhooks().get(heard);

        karaf.operator().stop("acquiring-sandbox");
        var away = proxy.repeat(call);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();

        karaf.operator().start("acquiring-sandbox");
        awaitPaid(link);
        proxy.holdBackWebhooks(false);
        assertThat(proxy.repeat(call).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(9)
    void an_invoice_made_by_hand_is_paid_the_same_way() throws Exception {
        var invoice = admin.post("invoices", """
                {"branch":1,"customer":%d,"amount":{"amount":150050,"currency":"RUB"},"repeatable":false,"earlier":"KEEP"}
                """.formatted(someCustomer()));
        var link = invoice.get("link").asText();

        assertThat(invoice.get("status").asText()).isEqualTo("AWAITING_PAYMENT");
        pay(link);

        awaitPaid(link);
        assertThat(admin.read("invoices/" + invoice.get("id")).get("status").asText())
                .isEqualTo("PAID");
    }

    @Test
    @Order(10)
    void a_run_survives_the_update_of_what_works_on_it() {
        var mailing = admin.read("mailings?branch=2").at("/items/0");
        var started = admin.post("mailings/" + mailing.get("id") + "/runs", "{}");
        karaf.operator().stop("mailing-core");
        karaf.operator().update("persistence");
        karaf.operator().update("mailing-core");
        karaf.operator().start("mailing-core");

        var progress = await().atMost(SOON)
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(
                        () -> admin.read("runs/" + started.get("id")),
                        found -> found.at("/run/state").asText().equals("COMPLETED"));

        assertThat(progress.get("done").asLong())
                .isEqualTo(progress.get("customers").asLong())
                .isPositive();
        assertThat(progress.get("failed").asLong()).isZero();
    }

    @Test
    @Order(11)
    void every_payment_stands_once_in_the_schools_own_ledger() throws Exception {
        await().atMost(SOON)
                .until(() -> admin.read("invoices?branch=1&customer=" + someCustomer())
                                .get("items")
                                .size()
                        > 0);
        karaf.stop();

        try (var connection = database(karaf);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select count(*), count(distinct e.payment_id), sum(e.amount),"
                    + " (select sum(amount) from bank_operation), (select count(*) from posting where state <> 'POSTED')"
                    + " from school_entry e where e.payment_id is not null")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(3);
                assertThat(rows.getLong(2)).isEqualTo(3);
                assertThat(rows.getLong(3)).isEqualTo(rows.getLong(4));
                assertThat(rows.getLong(5)).isZero();
            }
            try (var rows = statement.executeQuery("select count(*) from school_account a where a.balance <>"
                    + " (select coalesce(sum(e.amount), 0) from school_entry e where e.customer_id = a.customer_id"
                    + " and e.account_id = a.account_id)")) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    private void start() {
        karaf.start();
        admin = new Browser(karaf.home()).logIn("admin");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database(karaf);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long number(String query) throws SQLException {
        try (var connection = database(karaf);
                var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void pay(String link) {
        var payer = payer();
        var onward = payer.submit(URI.create(link).getPath() + "/pay", Map.of());
        var form = BANK_FORM.matcher(onward.body());
        assertThat(form.find()).as(onward.body()).isTrue();
        var done = payer.submit(URI.create(form.group()).getPath(), Map.of("do", "pay"));
        assertThat(done.headers().firstValue("Location")).contains(link + "/back?lang=ru");
    }

    private void awaitPaid(String link) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(payer().get(URI.create(link).getPath()).body())
                                .contains("Счет оплачен"));
    }

    private Browser payer() {
        return new Browser(proxy.address());
    }

    private long someCustomer() {
        return 11;
    }

    private Map<Long, RunOracle.Fate> oracle(Instant asOf) throws SQLException {
        try (var school = TestDatabase.h2()) {
            var migrations = new FlywayMigrations(school.dataSource());
            var tables = new SchoolTables(school.dataSource(), migrations, new InstantColumns());
            var transactions = new JtaTransactions(school.transactionManager());
            new SchoolSeeder(tables, transactions, new SystemClock(), SEED, 600, day.toString());
            var issued = LocalDate.ofInstant(asOf, ZONE);
            var end = issued.with(TemporalAdjusters.lastDayOfMonth());
            return new RunOracle(school.dataSource(), 1, ZONE, issued, end, asOf).fates();
        }
    }

    private static Map<Long, RunOracle.Fate> fates(JsonNode entries) {
        var fates = new TreeMap<Long, RunOracle.Fate>();
        for (var entry : entries) {
            boolean billed = entry.get("outcome").asText().equals("BILLED");
            fates.put(
                    entry.get("customer").asLong(),
                    new RunOracle.Fate(
                            billed ? null : entry.get("reason").asText(),
                            billed ? entry.at("/amount/amount").asLong() : 0));
        }
        return fates;
    }

    private static List<HttpResponse<String>> inParallel(int threads, Callable<HttpResponse<String>> work)
            throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
