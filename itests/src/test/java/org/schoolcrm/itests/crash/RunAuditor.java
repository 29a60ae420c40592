package org.schoolcrm.itests.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.schoolcrm.itests.crash.ScriptedProvider.Taken;
import org.schoolcrm.itests.oracle.RunOracle;

/** Compares a mailing's tables with what the rules say about the school's tables and with the provider's books. */
final class RunAuditor {

    private static final Pattern LINK = Pattern.compile("/i/([A-Za-z0-9_-]+)");
    private static final List<String> PERPETUAL = List.of(
            "mailing-slots",
            "message-heart",
            "message-dispatch",
            "audit-seal",
            "webhook-post",
            "payment-posting",
            "payment-receipts",
            "provider-balance",
            "provider-calls",
            "provider-news",
            "provider-registration",
            "template-approval",
            "invoice-names");

    private final DataSource tables;
    private final List<Taken> book;
    private final List<String> findings = new ArrayList<>();

    RunAuditor(DataSource tables, List<Taken> book) {
        this.tables = tables;
        this.book = book;
    }

    List<String> findings() {
        oneRunOfTheSlot();
        entriesAreWhatTheRulesSay();
        messagesAreWhatTheProviderHas();
        everythingTakenIsOurs();
        nothingIsLeft();
        return findings;
    }

    /** What the rules say, but for those who had an unpaid invoice before (I8). */
    static Map<Long, RunOracle.Fate> fates(DataSource tables) {
        var day = LocalDate.parse("2026-09-10");
        try {
            return new RunOracle(
                            tables,
                            1,
                            ZoneId.of("Europe/Moscow"),
                            day.withDayOfMonth(1),
                            day.withDayOfMonth(30),
                            MailingFlow.SLOT)
                    .fates();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** I7. */
    private void oneRunOfTheSlot() {
        var runs = Rows.of(tables, "select * from mailing_run");
        expect(runs.size() == 1, "I7 runs: " + runs.size());
        runs.forEach(run -> expect(run.get("state").equals("COMPLETED"), "I17 the run is " + run.get("state")));
    }

    /** I7, I8: one entry and at most one invoice for each customer. */
    private void entriesAreWhatTheRulesSay() {
        var owing = Rows.of(tables, "select customer_id from invoice where run_id is null").stream()
                .map(row -> number(row, "customer_id"))
                .toList();
        var expected = new TreeMap<Long, String>();
        fates(tables)
                .forEach((customer, fate) -> expected.put(
                        customer,
                        fate.skipped() != null
                                ? fate.skipped()
                                : owing.contains(customer) ? "UNPAID_INVOICE" : "BILLED " + fate.billed()));
        var found = new TreeMap<Long, String>();
        for (var row : Rows.of(tables, "select * from run_entry")) {
            var reason = row.get("reason");
            var was = found.put(
                    number(row, "customer_id"),
                    reason == null ? row.get("outcome") + " " + row.get("amount") : "" + reason);
            expect(was == null, "I7 two entries for customer " + row.get("customer_id"));
        }
        expect(found.equals(expected), "I7 I8 the rules say " + expected + ", the run did " + found);
        var billed = new TreeMap<Long, String>();
        for (var row : Rows.of(tables, "select * from invoice where run_id is not null")) {
            var was = billed.put(number(row, "customer_id"), "BILLED " + row.get("amount"));
            expect(was == null, "I7 two invoices for customer " + row.get("customer_id"));
        }
        found.values().removeIf(fate -> !fate.startsWith("BILLED"));
        expect(found.equals(billed), "I7 entries say " + found + ", the invoices are " + billed);
    }

    /** I9: taken once and known to be, or one visible row that says that nobody knows. */
    private void messagesAreWhatTheProviderHas() {
        var taken = new HashMap<String, Integer>();
        book.forEach(message -> taken.merge(message.reference(), 1, Integer::sum));
        for (var row : Rows.of(tables, "select * from message")) {
            int times = taken.getOrDefault("o-" + row.get("id"), 0);
            var state = row.get("state");
            boolean isRight = switch (String.valueOf(state)) {
                case "ACCEPTED" -> times == 1;
                case "UNCERTAIN" -> times <= 1;
                default -> false;
            };
            expect(
                    isRight,
                    "I9 message " + row.get("id") + " is " + state + ", the provider took it " + times + " times");
        }
        long messages = Rows.number(tables, "select count(*) from message");
        long invoices = Rows.number(tables, "select count(*) from invoice where run_id is not null");
        expect(messages == invoices, "I9 messages: " + messages + ", invoices: " + invoices);
    }

    /** I4, I10: each has its row, and went to the customer whose invoice its link opens. */
    private void everythingTakenIsOurs() {
        for (var message : book) {
            var rows = Rows.of(
                    tables,
                    "select m.*, i.token_hash from message m join invoice i on i.run_id = m.run_id"
                            + " and i.customer_id = m.customer_id and i.account_id = m.account_id where m.id = ?",
                    Long.valueOf(message.reference().substring(2)));
            expect(rows.size() == 1, "I10 the provider took " + message.reference() + ", which has no row");
            for (var row : rows) {
                expect(
                        Objects.equals(row.get("address"), message.address()),
                        "I4 another address: " + message.reference());
                var link = LINK.matcher(message.text());
                expect(
                        link.find() && Arrays.equals(sha256(link.group(1)), (byte[]) row.get("token_hash")),
                        "I4 another customer's link: " + message.reference());
            }
        }
    }

    /** I17. */
    private void nothingIsLeft() {
        for (var row : Rows.of(tables, "select * from scheduled_tasks")) {
            var job = String.valueOf(row.get("task_instance"));
            expect(!Boolean.TRUE.equals(row.get("picked")), "I17 nobody does job " + job);
            expect(PERPETUAL.stream().anyMatch(job::startsWith), "I17 job " + job + " is left");
        }
        expect(Rows.of(tables, "select 1 from run_page where done is null").isEmpty(), "I17 a page is left");
    }

    private void expect(boolean holds, String finding) {
        if (!holds) {
            findings.add(finding);
        }
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
