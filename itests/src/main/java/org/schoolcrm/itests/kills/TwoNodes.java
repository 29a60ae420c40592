package org.schoolcrm.itests.kills;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.schoolcrm.itests.karaf.Browser;
import org.schoolcrm.itests.karaf.KarafProcess;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Two nodes on one PostgreSQL, and the providers' own books in this process, which no kill reaches. */
public final class TwoNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String KEYRING = "test:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String ACCOUNT = "org.schoolcrm.channel.account-%s.cfg";

    private static final Set<String> SIMULATED = Set.of("smsru", "telegram");

    private final TestDatabase postgres = TestDatabase.postgres();
    private final SmtpLog mail = new SmtpLog();
    private final ChannelLog posts = new ChannelLog();
    private final List<KarafProcess> nodes;

    public TwoNodes(int customers) {
        this.nodes = List.of(node("first", customers), node("second", customers));
    }

    /** The first makes the school, the second finds it. */
    public TwoNodes start() {
        var channels = ChannelJar.write(Path.of("target/karaf/channels.jar").toAbsolutePath(), posts.address());
        for (var node : nodes) {
            node.start().operator().add(channels.toString());
        }
        silenceTheDemosProviders();
        return this;
    }

    /** Those live inside a node and forget with it: whoever is killed takes their books along. */
    private void silenceTheDemosProviders() {
        var admin = admin();
        for (var account : admin.read("provider-accounts?branch=1").get("items")) {
            if (SIMULATED.contains(account.get("provider").asText())) {
                var paused =
                        admin.postRaw("provider-accounts/" + account.get("id").asLong() + "/pauses", "");
                assertThat(paused.statusCode()).as(paused.body()).isEqualTo(204);
            }
        }
    }

    public DataSource dataSource() {
        return postgres.dataSource();
    }

    /** An administrator at a node that answers. */
    public Browser admin() {
        return new Browser(open(new Random(0)).home()).logIn("admin");
    }

    /** One of the nodes that are open, as soon as one is. */
    private KarafProcess open(Random random) {
        var found = await().atMost(PATIENCE)
                .until(() -> nodes.stream().filter(KarafProcess::isOpen).toList(), open -> !open.isEmpty());
        return found.get(random.nextInt(found.size()));
    }

    /** Kills a node that is open within so many milliseconds, and starts it again at once; the answer says when. */
    public String killOne(Random random, int millis) {
        var victim = open(random);
        int after = random.nextInt(millis);
        runAsync(victim::kill, delayedExecutor(after, TimeUnit.MILLISECONDS)).join();
        victim.launch();
        return victim.folder().getFileName() + " after " + after + " ms";
    }

    /** Lets a node that is open stand still within so many milliseconds. */
    public KarafProcess freezeOne(Random random, int millis) {
        var victim = open(random);
        runAsync(victim::freeze, delayedExecutor(random.nextInt(millis), TimeUnit.MILLISECONDS))
                .join();
        return victim;
    }

    /** How often each message of the channel reached its provider, by our reference. */
    public Map<String, Integer> book(String channel) {
        return channel.equals("email") ? mail.taken() : posts.delivered(channel);
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(KarafProcess::close);
        posts.close();
        mail.close();
        postgres.close();
    }

    private KarafProcess node(String name, int customers) {
        return new KarafProcess(name)
                .set("CRM_DB_DRIVER", "PostgreSQL JDBC Driver")
                .set("CRM_DB_URL", postgres.url())
                .set("CRM_DB_USER", "postgres")
                .set("CRM_KEYRING", KEYRING)
                .set("CRM_SMTP_PORT", Integer.toString(mail.port()))
                .set("CRM_DEMO_CUSTOMERS", Integer.toString(customers))
                .configure(ACCOUNT.formatted("telegram"), "provider = logged-telegram\nname = Telegram\npriority = 1\n")
                .configure(ACCOUNT.formatted("sms"), "provider = logged-sms\nname = SMS\n");
    }
}
