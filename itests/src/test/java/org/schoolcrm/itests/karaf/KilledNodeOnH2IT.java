package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolcrm.itests.kills.OneNode;

/** The only node of a school is killed on the database that ships, in the middle of a run (I7–I10, I17). */
class KilledNodeOnH2IT {

    private static final int KILLS = Math.max(1, Integer.getInteger("kills", 3) / 3);
    private static final int CUSTOMERS = 300;
    private static final int SENT_BEFORE_A_KILL = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern BANK_FORM = Pattern.compile("http://localhost:\\d+/sandbox-bank/[0-9a-f]{32}");

    @Test
    void what_it_has_sent_and_booked_is_known_when_it_starts_again() throws Exception {
        try (var node = new OneNode("killed-on-h2", CUSTOMERS).start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                killInTheMiddleOfARun(node);
            }
        }
    }

    private static void killInTheMiddleOfARun(OneNode node) throws Exception {
        var admin = node.admin();
        long run = admin.post("mailings/" + mailing(admin) + "/runs", "{}")
                .get("id")
                .asLong();
        int before = node.taken().size();
        var paid = paidInvoice(node, admin);
        await().atMost(PATIENCE).until(() -> node.taken().size() >= before + SENT_BEFORE_A_KILL);
        node.kill();

        assertThat(node.knownOnWire()).containsAll(node.taken().keySet());

        node.startAgain();
        assertThat(page(node, paid)).contains("Счет оплачен");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> node.admin()
                        .read("runs/" + run)
                        .at("/run/state")
                        .asText()
                        .equals("COMPLETED"));
        assertThat(node.taken().values()).containsOnly(1);
        assertThat(node.admin().read("runs/" + run).at("/messages/ACCEPTED").asInt())
                .isGreaterThanOrEqualTo(SENT_BEFORE_A_KILL);
    }

    /** Whoever has an unpaid invoice gets another one, so that it can be run again and again. */
    private static long mailing(Browser admin) {
        var settings = (ObjectNode)
                admin.read("mailings?branch=1").at("/items/0/settings").deepCopy();
        ((ObjectNode) settings.get("what")).put("reissue", true);
        return admin.post("mailings", "{\"branch\":1,\"settings\":" + settings + "}")
                .get("id")
                .asLong();
    }

    /** The link of an invoice whose payer has just read that it is paid. */
    private static String paidInvoice(OneNode node, Browser admin) {
        var link = admin.post("invoices", """
                {"branch":1,"customer":11,"amount":{"amount":150050,"currency":"RUB"},"repeatable":false,"earlier":"KEEP"}
                """).get("link").asText();
        var payer = new Browser(node.home());
        var form = BANK_FORM.matcher(
                payer.submit(URI.create(link).getPath() + "/pay", Map.of()).body());
        assertThat(form.find()).isTrue();
        payer.submit(URI.create(form.group()).getPath(), Map.of("do", "pay"));
        await().atMost(PATIENCE).until(() -> page(node, link).contains("Счет оплачен"));
        return link;
    }

    private static String page(OneNode node, String link) {
        return new Browser(node.home()).get(URI.create(link).getPath()).body();
    }
}
