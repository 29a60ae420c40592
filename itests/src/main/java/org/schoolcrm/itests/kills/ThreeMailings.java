package org.schoolcrm.itests.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same customers billed in three ways at once: by a provider that dedupes, by one that can be asked, and by a mail
 * server that does neither.
 */
public final class ThreeMailings {

    private static final Duration RECOVERY = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final TwoNodes nodes;
    private final Map<Way, Long> mailings = new EnumMap<>(Way.class);

    /** How customers are reached: our method, the channel's name, the school's kind of contact. */
    public enum Way {
        TELEGRAM("telegram", "TELEGRAM"),
        SMS("sms", "MOBILE_PHONE"),
        EMAIL("email", "EMAIL");

        private final String channel;
        private final String contact;

        Way(String channel, String contact) {
            this.channel = channel;
            this.contact = contact;
        }
    }

    /** Whoever has an unpaid invoice gets another one, so that they can be run again and again. */
    public ThreeMailings(TwoNodes nodes) {
        this.nodes = nodes;
        var admin = nodes.admin();
        var offered = admin.read("mailings?branch=1").at("/items/0").get("settings");
        var words = admin.post("templates", """
            {"branch":1,"method":"SMS","name":"Счет","subject":"","body":"{bill.amount} {bill.url}"}
            """).get("id").asLong();
        for (var way : Way.values()) {
            var settings = (ObjectNode) offered.deepCopy();
            ((ObjectNode) settings.get("what")).put("reissue", true);
            var how = ((ObjectNode) settings.get("how")).put("method", way.name());
            if (way != Way.EMAIL) {
                how.put("template", words);
            }
            var made = admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}");
            mailings.put(way, made.get("id").asLong());
        }
    }

    /** Runs all three; the answer is their runs. */
    public Map<Way, Long> start() {
        var admin = nodes.admin();
        var runs = new EnumMap<Way, Long>(Way.class);
        mailings.forEach((way, id) -> runs.put(
                way, admin.post("mailings/" + id + "/runs", "{}").get("id").asLong()));
        return runs;
    }

    /** How far the runs are, for the one who reads what a kill fell into. */
    public List<String> stages(Map<Way, Long> runs) throws SQLException {
        var stages = new ArrayList<String>();
        for (var run : runs.entrySet()) {
            var books = new RunRecords(nodes.dataSource(), run.getValue());
            stages.add("%s %d invoices, %d accepted"
                    .formatted(
                            run.getKey(),
                            books.invoices(),
                            books.in(Set.of("ACCEPTED")).size()));
        }
        return stages;
    }

    /**
     * Waits for the end of a run and holds its invoices against the oracle and its messages against the provider's book:
     * nobody is forgotten or billed twice, nobody gets anything twice, and what nobody knows is shown as such. The
     * answer is how many those are.
     */
    public int check(Way way, long run) throws SQLException {
        var progress = await(way.name())
                .atMost(RECOVERY)
                .pollInterval(LOOK_AGAIN)
                .ignoreExceptions()
                .until(
                        () -> nodes.admin().read("runs/" + run),
                        found -> found.at("/run/state").asText().equals("COMPLETED"));
        var books = new RunRecords(nodes.dataSource(), run);
        if (way != Way.EMAIL) {
            awaitAnswers(books);
        }
        int billed = checkInvoices(way, books, progress);
        var messages = books.messages();
        var uncertain = books.in(Set.of("UNCERTAIN"));
        var book = nodes.book(way.channel);
        assertThat(messages).hasSize(billed);
        assertThat(messages.values()).isSubsetOf("ACCEPTED", "UNCERTAIN");
        assertThat(messages.keySet())
                .allSatisfy(message -> assertThat(book.getOrDefault(message, 0)).isLessThanOrEqualTo(1));
        assertThat(uncertain).containsAll(books.differences(book));
        assertThat(nodes.admin().read("runs/" + run).at("/messages/UNCERTAIN").asInt())
                .isEqualTo(uncertain.size());
        return uncertain.size();
    }

    /** A provider that dedupes or can be asked leaves nothing open, at the latest a while after the run. */
    private static void awaitAnswers(RunRecords books) {
        await().atMost(RECOVERY)
                .pollInterval(LOOK_AGAIN)
                .untilAsserted(() -> assertThat(books.messages().values()).containsOnly("ACCEPTED"));
    }

    /** A page is assessed as of its own moment, between the beginning and the end of the run. */
    private int checkInvoices(Way way, RunRecords books, JsonNode progress) throws SQLException {
        var first = books.oracle(way.contact, moment(progress, "startedAt"));
        var last = books.oracle(way.contact, moment(progress, "finishedAt"));
        var fates = books.fates();
        assertThat(fates.keySet()).isEqualTo(first.keySet());
        assertThat(fates)
                .allSatisfy((customer, fate) -> assertThat(fate).isIn(first.get(customer), last.get(customer)));
        long billed =
                fates.values().stream().filter(fate -> fate.skipped() == null).count();
        assertThat(books.invoices()).isEqualTo(billed).isPositive();
        return Math.toIntExact(billed);
    }

    private static Instant moment(JsonNode progress, String name) {
        return Instant.parse(progress.at("/run/" + name).asText());
    }
}
