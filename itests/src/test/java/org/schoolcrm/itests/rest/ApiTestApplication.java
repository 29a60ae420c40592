package org.schoolcrm.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.telegram.TelegramChannel;
import org.schoolcrm.channel.testkit.scripted.PrepaidChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A school with one of everything that the API shows, and a valid request for each of its operations. */
final class ApiTestApplication implements AutoCloseable {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");

    private static final Map<String, String> DISPOSABLE = Map.of(
            "mailings",
            "/id",
            "merchant-accounts",
            "/id",
            "provider-accounts",
            "/id",
            "templates",
            "/id",
            "webhook-endpoints",
            "/endpoint/id",
            "api-tokens",
            "/token/id");

    private final TestDatabase database = TestDatabase.postgres();
    private final TestApplication application =
            TestApplication.still(database, NOON, 60).withMail();
    private final TestServer server = application.server();
    private final TestServer.ApiClient admin = server.user(1);
    private final List<Integer> customers;
    private final Map<String, String> ids = new HashMap<>();

    /** One operation of the API as its document describes it. */
    record Operation(String verb, String path, JsonNode described) {

        String name() {
            return verb + " " + path;
        }

        boolean hasBody() {
            return described.at("/requestBody/content").has("application/json");
        }

        boolean takesKey() {
            return parameters("header").contains("Idempotency-Key");
        }

        List<String> parameters(String place) {
            var names = new ArrayList<String>();
            described.path("parameters").forEach(one -> {
                if (one.get("in").asText().equals(place)) {
                    names.add(one.get("name").asText());
                }
            });
            return names;
        }
    }

    ApiTestApplication() {
        application.offer(MessageChannel.class, new PrepaidChannel());
        application.offer(MessageChannel.class, new TelegramChannel(call -> HttpAnswer.notSent("no network here")));
        application
                .the(ProviderAccounts.class)
                .connect(
                        new BranchId(1),
                        "telegram",
                        "Бот",
                        Map.of("bot", "school_bot", "token", "1000000001:" + "Test-".repeat(7), "inbound", "webhook"),
                        ProviderTerms.USUAL,
                        Actor.SYSTEM);
        customers = Stream.of("а", "е", "о", "и")
                .flatMap(letter -> found(letter).stream())
                .distinct()
                .sorted()
                .toList();
        var mailing = json(admin.get("mailings?branch=1")).at("/items/0");
        var run = json(admin.post("mailings/" + mailing.get("id") + "/runs", ""));
        application.work("mailing-run", "mailing-page");
        var endpoint = json(admin.post(
                        "webhook-endpoints", body("POST /webhook-endpoints").toString()))
                .at("/endpoint/id")
                .asText();
        var invoice = invoice();
        var report = json(admin.post("operation-reports", "{\"branch\":1,\"invoices\":[1]}"));
        application.work("invoice-archive");
        ids.put(
                "merchant-accounts",
                json(admin.get("merchant-accounts?branch=1"))
                        .at("/items/0")
                        .get("id")
                        .asText());
        ids.put(
                "provider-accounts",
                json(admin.post(
                                "provider-accounts",
                                body("POST /provider-accounts").toString()))
                        .get("id")
                        .asText());
        pay(invoice);
        var attempt = json(admin.get("payments?invoice=" + invoice)).at("/items/0");
        change("insert into bank_operation select id + 1000000, branch_id, merchant_account_id, 'stray', kind, 'stray',"
                + " amount, currency, null, null, detail, at from bank_operation where invoice_id = " + invoice);
        ids.put("payments", attempt.get("id").asText());
        ids.put(
                "unassigned",
                json(admin.get("payments/unassigned?branch=1"))
                        .at("/items/0")
                        .get("id")
                        .asText());
        ids.put("attentions", attention());
        ids.put("invoices", invoice);
        ids.put("forecast-review", forecast(mailing));
        ids.put("mailings", mailing.get("id").asText());
        ids.put(
                "messages",
                json(admin.get("messages?branch=1"))
                        .at("/items/0")
                        .at("/message/id")
                        .asText());
        ids.put("runs", run.get("id").asText());
        ids.put("templates", mailing.at("/settings/how/template").asText());
        ids.put("webhook-endpoints", endpoint);
        ids.put(
                "deliveries",
                json(admin.get("webhook-endpoints/" + endpoint + "/deliveries"))
                        .at("/items/0/id")
                        .asText());
        ids.put("api-tokens", disposable("api-tokens"));
        ids.put("operation-reports", report.get("id").asText());
    }

    private String attention() {
        application
                .the(Transactions.class)
                .run(() -> application
                        .the(Attentions.class)
                        .raise(new Attention(1, "payment.disputed", "payment:1", "The payer disputes it")));
        return json(admin.get("attentions?branch=1")).at("/items/0/id").asText();
    }

    TestServer.ApiClient user(long id) {
        return server.user(id);
    }

    /** The number of a new invoice that nobody has paid. */
    String invoice() {
        return json(admin.post("invoices", body("POST /invoices").toString()))
                .get("id")
                .asText();
    }

    /** The payer's way, to the bank's form and back. */
    void pay(String invoice) {
        application.the(Acquiring.class).start(new InvoiceId(Long.parseLong(invoice)), "http://localhost/i/x");
        change("update sandbox_order set state = 'PAID' where order_id in"
                + " (select order_id from payment_attempt where invoice_id = " + invoice + ")");
        application.the(Acquiring.class).follow(new InvoiceId(Long.parseLong(invoice)));
    }

    SettableClock clock() {
        return application.the(SettableClock.class);
    }

    /** The number of a run. */
    String run() {
        return Objects.requireNonNull(ids.get("runs"));
    }

    /** A program whose token may do that in the first branch. */
    TestServer.ApiClient program(Set<Permission> permissions) {
        return server.program(token("{\"branches\":[1],\"permissions\":"
                + permissions.stream().map(one -> '"' + one.name() + '"').toList()
                + "}"));
    }

    /** A program with that token, whatever it is. */
    TestServer.ApiClient program(String token) {
        return server.program(token);
    }

    /** The secret of a new token that is like that and otherwise usual. */
    String token(String like) {
        var wish = object(
                "{\"name\":\"Программа\",\"requestsPerMinute\":6000,\"expiresAt\":\"2026-12-01T00:00:00Z\"}",
                ObjectNode.class);
        wish.setAll(object(like, ObjectNode.class));
        return json(admin.post("api-tokens", wish.toString())).get("secret").asText();
    }

    TestServer.ApiClient nobody() {
        return server.nobody();
    }

    /** Somebody who may do everything in the second branch, and nothing in the first. */
    TestServer.ApiClient stranger() {
        change(
                "insert into school_user (id, login, password, name, language) values (5, 'stranger', '-', 'Чужой', 'ru')"
                        + " on conflict do nothing");
        change(
                "insert into school_role (user_id, branch_id, role) values (5, 2, 'ADMINISTRATOR') on conflict do nothing");
        return server.user(5);
    }

    int borrowedConnections() {
        return database.borrowed();
    }

    /** What the database says to a question for one number. */
    long number(String sql) {
        try (var connection = application.the(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String sql) {
        try (var connection = application.the(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An invoice of the run, whose amount is a forecast. */
    private String forecast(JsonNode mailing) {
        assertThat(mailing.at("/settings/what/method").asText()).isEqualTo("FORECAST");
        return json(admin.get("invoices?branch=1&method=FORECAST&limit=1"))
                .at("/items/0/id")
                .asText();
    }

    void work(String kind) {
        application.work(kind);
    }

    List<Operation> operations() {
        var found = new ArrayList<Operation>();
        for (var path : json(admin.get("openapi.json")).get("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                found.add(new Operation(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), verb.getValue()));
            }
        }
        return found;
    }

    /** A valid address of the operation in that branch. */
    String address(Operation operation, int branch) {
        var path = operation.path().substring(1);
        var first = path.split("/", 2)[0];
        var known = Map.of(
                "branch",
                String.valueOf(branch),
                "customer",
                String.valueOf(customer(0)),
                "account",
                "0",
                "invoice",
                ids.get("invoices"),
                "begin",
                "2026-09-10",
                "end",
                "2026-09-30");
        var query = new ArrayList<String>();
        for (var name : operation.parameters("query")) {
            if (known.containsKey(name)) {
                query.add(name + "=" + known.get(name));
            }
        }
        if (operation.name().equals("DELETE /chats/{id}")) {
            return "chats/" + boundChat();
        }
        if (operation.verb().equals("DELETE") && DISPOSABLE.containsKey(first)) {
            return first + "/" + disposable(first);
        }
        var kind = path.startsWith("payments/unassigned")
                ? "unassigned"
                : path.endsWith("/changes") ? "forecast-review" : first;
        return path.replace("{delivery}", ids.get("deliveries"))
                        .replace("{channel}", "email")
                        .replaceAll("\\{\\w+}", ids.getOrDefault(kind, "1"))
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** A new one; somebody opens his messenger for that. */
    private long boundChat() {
        change("insert into chat_binding (branch_id, customer_id, provider_account_id, channel, chat, bound_at)"
                + " select 1, " + customer(0) + ", " + ids.get("provider-accounts")
                + ", 'telegram', cast(coalesce(max(id), 0) as varchar(20)),"
                + " current_timestamp from chat_binding");
        return number("select max(id) from chat_binding");
    }

    /** The number of a new one that nothing refers to. */
    private String disposable(String kind) {
        if (kind.equals("webhook-endpoints")) {
            makeRoomForEndpoints();
        }
        if (kind.equals("api-tokens")) {
            change("update api_token set revoked_at = made_at where name = 'Сайт'");
        }
        var made = json(admin.post(kind, body("POST /" + kind).toString()));
        var id = made.at(DISPOSABLE.get(kind)).asText();
        if (kind.endsWith("-accounts")) {
            var off = body("PUT /" + kind + "/{id}").put("active", false);
            json(admin.send("PUT", kind + "/" + id, off.toString()));
        }
        return id;
    }

    /** A branch may have few of them, and operations that are tried many times make more. */
    private void makeRoomForEndpoints() {
        json(admin.get("webhook-endpoints?branch=1")).get("items").forEach(endpoint -> {
            var id = endpoint.get("id").asText();
            if (!id.equals(ids.get("webhook-endpoints"))) {
                admin.send("DELETE", "webhook-endpoints/" + id, "");
            }
        });
    }

    /** A valid body for each operation that takes one. */
    ObjectNode body(String operation) {
        return new ValidBodies(admin, customers, ids).of(operation);
    }

    int customer(int place) {
        return customers.get(place);
    }

    @Override
    public void close() {
        server.close();
        application.close();
        database.close();
    }

    static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return object(answer.body(), JsonNode.class);
    }

    private List<Integer> found(String letter) {
        var ids = new ArrayList<Integer>();
        json(admin.get("customers?branch=1&text=" + URLEncoder.encode(letter, StandardCharsets.UTF_8)))
                .forEach(one -> ids.add(one.get("id").asInt()));
        return ids;
    }

    static <T> T object(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
