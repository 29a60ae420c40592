package org.schoolcrm.itests.screens;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.schoolcrm.itests.karaf.Browser;
import org.schoolcrm.itests.karaf.KarafProcess;
import org.schoolcrm.itests.karaf.Operator;

/** The demo school after a day's work: a mailing has been run, and there are invoices in every state. */
final class Demo implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final Pattern BANK_FORM = Pattern.compile("/sandbox-bank/[0-9a-f]{32}");

    private final Chromium chromium = new Chromium();
    private final KarafProcess karaf = new KarafProcess("screens").start();
    private final Browser admin = new Browser(karaf.home()).logIn("admin");
    private final Map<String, String> places = new HashMap<>();
    private final List<JsonNode> entries;
    private String session = "";

    Demo() {
        long run = admin.post("mailings/" + mailing() + "/runs", "{}").get("id").asLong();
        await().atMost(SOON)
                .until(() -> admin.read("runs/" + run).at("/run/state").asText().equals("COMPLETED"));
        entries = list(admin.read("runs/" + run + "/entries?limit=500").get("items"));
        places.put("run", Long.toString(run));
        places.put("customer", Long.toString(billedCustomer()));
        places.put("open", linkOf(billedCustomer()));
        places.put("paid", paid());
        places.put("refused", refused());
        places.put("waiting", waiting());
        archive();
        places.put("early", invoice("\"payFrom\":\"" + LocalDate.now(ZONE).plusDays(9) + "\","));
    }

    /** Somebody who is not logged in. */
    Tab visitor(Look look) {
        return new Tab(karaf.home(), look, chromium.visit(look.options()));
    }

    /** The administrator, logged in. */
    Tab office(Look look) {
        return new Tab(karaf.home(), look, chromium.visit(look.options().setStorageState(session())));
    }

    /** An address with the numbers and keys of this school in it. */
    String address(String pattern) {
        var address = pattern;
        for (var place : places.entrySet()) {
            address = address.replace("{" + place.getKey() + "}", place.getValue());
        }
        return address;
    }

    /** What the API says to the administrator. */
    JsonNode read(String path) {
        return admin.read(path);
    }

    /** The words that people of the school have typed in. */
    String data() {
        return Stream.of(
                        "mailings?branch=1",
                        "issuer-details/1",
                        "dictionaries?branch=1",
                        "invoices?branch=1&customer=" + billedCustomer())
                .map(path -> admin.read(path).toString())
                .collect(Collectors.joining());
    }

    /** A customer whom the mailing has sent an invoice. */
    long billedCustomer() {
        return entries.stream()
                .filter(entry -> entry.get("outcome").asText().equals("BILLED"))
                .findFirst()
                .orElseThrow()
                .get("customer")
                .asLong();
    }

    /** A customer who owes nothing and has no invoice. */
    long customerWithoutInvoices() {
        return entries.stream()
                .filter(entry -> entry.path("reason").asText().equals("NOTHING_TO_PAY"))
                .map(entry -> entry.get("customer").asLong())
                .filter(customer -> invoicesOf(customer).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    Operator operator() {
        return karaf.operator();
    }

    @Override
    public void close() {
        karaf.close();
        chromium.close();
    }

    private String session() {
        if (session.isEmpty()) {
            try (var context = chromium.visit(new NewContextOptions())) {
                var page = context.newPage();
                page.navigate(karaf.home().resolve("/login").toString());
                page.getByLabel("Логин").fill("admin");
                page.getByLabel("Пароль").fill("demo");
                page.keyboard().press("Enter");
                page.getByText("Главная").first().waitFor();
                session = context.storageState();
            }
        }
        return session;
    }

    private long mailing() {
        return admin.read("mailings?branch=1").at("/items/0").get("id").asLong();
    }

    private String paid() {
        var link = invoice("");
        decide(link, "pay");
        await().atMost(SOON).until(() -> payer().get(link).body().contains("Счет оплачен"));
        return link;
    }

    private String refused() {
        var link = invoice("");
        decide(link, "refuse");
        return link;
    }

    private String waiting() {
        var link = invoice("");
        bankForm(link);
        return link;
    }

    private void archive() {
        var link = invoice("");
        var id = list(invoicesOf(billedCustomer())).stream()
                .filter(one -> one.get("link").asText().endsWith(link))
                .findFirst()
                .orElseThrow()
                .get("id");
        var report = admin.post("operation-reports", "{\"branch\":1,\"invoices\":[" + id + "]}")
                .get("id");
        await().atMost(SOON)
                .until(() -> !admin.read("operation-reports/" + report)
                        .path("finishedAt")
                        .isNull());
        places.put("archived", link);
        places.put("report", report.asText());
    }

    /** The path of a new invoice's page. */
    private String invoice(String more) {
        return path(admin.post("invoices", """
                {"branch":1,"customer":%d,"amount":{"amount":150050,"currency":"RUB"},%s"repeatable":false,"earlier":"KEEP"}
                """.formatted(billedCustomer(), more)));
    }

    private String linkOf(long customer) {
        return path(invoicesOf(customer).get(0));
    }

    private JsonNode invoicesOf(long customer) {
        return admin.read("invoices?branch=1&customer=" + customer).get("items");
    }

    private void decide(String link, String decision) {
        payer().submit(bankForm(link), Map.of("do", decision));
    }

    private String bankForm(String link) {
        var form = BANK_FORM.matcher(payer().submit(link + "/pay", Map.of()).body());
        if (!form.find()) {
            throw new AssertionError("The way to the bank is closed");
        }
        return form.group();
    }

    private Browser payer() {
        return new Browser(karaf.home());
    }

    private static String path(JsonNode invoice) {
        return URI.create(invoice.get("link").asText()).getPath();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
