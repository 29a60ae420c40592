package org.schoolcrm.itests.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.schoolcrm.acquiring.testkit.SimulatedTbank;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.itests.crash.CrashPlan;
import org.schoolcrm.itests.crash.Node;
import org.schoolcrm.itests.crash.Rows;
import org.schoolcrm.itests.crash.School;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.runtime.AesGcmSecrets;
import org.schoolcrm.runtime.JdkHttpExchange;
import org.schoolcrm.runtime.Keyring;
import org.schoolcrm.runtime.PinnedHttpClient;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.PublicHttp;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The saved database of an earlier version, a node of this version on it, and the systems that it talks to. */
final class OldDatabase implements AutoCloseable {

    /** When the earlier version was stopped: a Thursday afternoon in Moscow, a late evening in Vladivostok. */
    private static final Instant STOPPED = Instant.parse("2026-09-10T12:30:25Z");

    private static final List<String> BUNDLES = List.of(
            "persistence",
            "forecast-core",
            "billing-core",
            "acquiring-core",
            "acquiring-sandbox",
            "acquiring-tbank",
            "mailing-core",
            "demo-content");

    private final School school;
    private final Properties secrets = new Properties();
    private final SimulatedTbank tbank;
    private final Set<String> handled = new TreeSet<>();
    private final List<HttpCall> hooks = new ArrayList<>();
    private final List<SendRequest> sent = new ArrayList<>();
    private Node node;
    private TestServer server;

    /** The rows as they were saved, before anything has looked at them. */
    OldDatabase(TestDatabase database) {
        boolean isPostgres = database.isPostgres();
        execute(
                database.dataSource(),
                isPostgres
                        ? unzipped("postgresql.sql.gz")
                        : "runscript from 'classpath:upgrade/h2.sql.gz' compression gzip charset 'UTF-8'");
        try (var text = new StringReader(text(isPostgres ? "postgresql.properties" : "h2.properties"))) {
            secrets.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        school = new School(database, STOPPED, 60, BUNDLES);
        tbank = new SimulatedTbank(school.clock(), "1321054611234DEMO", "Dfsfh56dgKl");
        knownAtTbank();
    }

    /** The bank numbers payments and refunds in one row: it has known our orders by these numbers before. */
    private void knownAtTbank() {
        var attempts = Rows.of(
                tables(),
                "select order_id, provider_id, invoice_id, amount from payment_attempt"
                        + " where merchant_account_id = 1002 order by id");
        for (var attempt : attempts) {
            var order = String.valueOf(attempt.get("order_id"));
            long amount = ((Number) attempt.get("amount")).longValue();
            var known = tbank.openForeign(order, amount, "RUB");
            for (int i = 0; i < attempts.size() && !known.paymentId.equals(attempt.get("provider_id")); i++) {
                known = tbank.openForeign(order, amount, "RUB");
            }
            boolean isRefunded = attempt.get("invoice_id").equals(1004L);
            tbank.setStatus(order, isRefunded ? "PARTIAL_REFUNDED" : "CONFIRMED");
        }
    }

    void start() {
        node = school.open(CrashPlan.none(), this::connect);
        node.the(ProviderAccounts.class)
                .declare(
                        "mail.cfg",
                        new ProviderAccounts.Declaration(null, "email", "Почта", true, Map.of(), ProviderTerms.USUAL));
        server = node.server();
    }

    private void connect(Wiring wiring) {
        wiring.standIn(AesGcmSecrets.class, new AesGcmSecrets(Keyring.load(text("keyring"), "", false)))
                .standIn(JdkHttpExchange.class, (HttpExchange) this::call)
                .standIn(PinnedHttpClient.class, (PublicHttp) call -> {
                    hooks.add(call);
                    return HttpAnswer.of(200, "");
                })
                .offer(MessageChannel.class, new NotingChannel(sent))
                .cover(JobHandler.class, handler -> {
                    handled.add(handler.kind());
                    return handler;
                });
    }

    /** To T-Bank, or from the bank that lives in the CRM to the CRM itself. */
    private HttpAnswer call(HttpCall call) {
        if (call.uri().getHost().equals("securepay.tinkoff.ru")) {
            return tbank.send(call);
        }
        var headers = call.headers().entrySet().stream()
                .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
                .toArray(String[]::new);
        var answer = server.bank(call.method(), call.uri().getPath(), call.body(), headers);
        return HttpAnswer.of(answer.statusCode(), answer.body());
    }

    /** Lets time go by, so many steps of that length, and does what is due after each. */
    void goOn(Duration step, int times) {
        for (int i = 0; i < times; i++) {
            school.clock().advance(step);
            work();
        }
    }

    /** What was due until then is done at that time. */
    void goOnAt(String instant) {
        school.clock().set(instant);
        work();
    }

    private void work() {
        for (int turn = 0; turn < 60 && (turn == 0 || school.hasWork()); turn++) {
            node.work();
        }
    }

    <T> T the(Class<T> service) {
        return node.the(service);
    }

    TestServer server() {
        return server;
    }

    Instant now() {
        return school.clock().now();
    }

    DataSource tables() {
        return school.tables();
    }

    /** A value that was drawn at random when the database was made. */
    String drawn(String name) {
        return secrets.getProperty(name);
    }

    /** The kinds of jobs that this version does. */
    Set<String> handled() {
        return handled;
    }

    /** What this version told other systems. */
    List<HttpCall> hooks() {
        return hooks;
    }

    /** What this version sent to people. */
    List<SendRequest> sent() {
        return sent;
    }

    @Override
    public void close() {
        server.close();
        school.end(node);
        school.close();
    }

    static String text(String file) {
        try (var stream = stream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unzipped(String file) {
        try (var stream = new GZIPInputStream(stream(file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String file) {
        var stream = OldDatabase.class.getResourceAsStream("/upgrade/" + file);
        if (stream == null) {
            throw new IllegalStateException(file);
        }
        return stream;
    }

    private static void execute(DataSource tables, String script) {
        try (var connection = tables.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes every message and notes it. */
    private record NotingChannel(List<SendRequest> sent) implements MessageChannel {

        @Override
        public ChannelProfile profile() {
            return new ChannelProfile(
                    "email",
                    "email",
                    "Почта",
                    "Mail",
                    AddressKind.EMAIL,
                    Encoding.PLAIN,
                    Idempotency.NONE,
                    Pace.FREE,
                    0,
                    Set.of(),
                    List.of());
        }

        @Override
        public ConnectionReport test(ProviderAccount account) {
            return new ConnectionReport(ConnectionReport.Verdict.NOT_OFFERED, "");
        }

        @Override
        public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
            return new ComposedMessage((draft.subject() + "\n" + draft.body()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
            if (!context.beforeWire()) {
                return SendOutcome.leaseLost();
            }
            sent.add(request);
            return SendOutcome.accepted("p-" + request.reference());
        }
    }
}
