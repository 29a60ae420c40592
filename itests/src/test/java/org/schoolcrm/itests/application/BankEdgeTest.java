package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The edge that banks call, over HTTP. */
class BankEdgeTest {

    private static final Instant NOON = Instant.parse("2026-09-10T09:00:00Z");
    private static final BranchId CENTRE = new BranchId(1);

    private static TestDatabase database;
    private static TestApplication house;
    private static TestServer door;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        house = TestApplication.still(database, NOON, 20);
        door = house.server();
    }

    @AfterAll
    static void close() {
        door.close();
        house.close();
        database.close();
    }

    @Test
    @DisplayName("a signature covers the bytes as they came, not what they mean")
    void the_same_meaning_in_other_bytes_is_refused() {
        var strange = "{ \"orderId\" : \"\\u0441трока\",\t\"paymentId\":\"p-strange\",\r\n \"state\":\"PAID\","
                + "\"amount\":100, \"currency\":\"RUB\"}";
        var tidy = strange.replaceAll("[ \t\r\n]", "").replace("\\u0441", "с");

        assertThat(send(account(), tidy, seal(account(), strange)).statusCode()).isEqualTo(403);
        assertThat(held("p-strange")).isFalse();
        var taken = send(account(), strange, seal(account(), strange));
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo("OK");
        assertThat(held("p-strange")).isTrue();
    }

    @Test
    @DisplayName("what is signed for one account is refused at the address of another")
    void what_is_signed_for_another_account_is_refused() {
        var other = house.the(MerchantAccounts.class)
                .connect(CENTRE, "sandbox", "Второй", false, Map.of("secret", "another"), Actor.SYSTEM);
        var body = notification("p-other", 100);

        assertThat(other.hookKey()).hasSize(24).isNotEqualTo(account().hookKey());
        assertThat(send(other, body, seal(account(), body)).statusCode()).isEqualTo(403);
        assertThat(held("p-other")).isFalse();
    }

    @Test
    void an_address_that_nobody_was_told_leads_nowhere() {
        var body = notification("p-guess", 100);
        var seal = seal(account(), body);

        for (var path : new String[] {
            "/hooks/sandbox/" + "A".repeat(24),
            "/hooks/tbank/" + account().hookKey(),
            "/hooks/sandbox/",
            "/hooks/sandbox/" + account().hookKey() + "/pay/more"
        }) {
            assertThat(door.bank("POST", path, bytes(body), "X-Sandbox-Signature", seal)
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(door.bank("PUT", address(account()), bytes(body)).statusCode())
                .isEqualTo(405);
        assertThat(held("p-guess")).isFalse();
    }

    @Test
    void more_than_a_notification_can_be_is_refused_before_anybody_reads_it() {
        var huge = notification("p-huge", 100) + " ".repeat(65 * 1024);

        assertThat(send(account(), huge, seal(account(), huge)).statusCode()).isEqualTo(413);
        assertThat(held("p-huge")).isFalse();
    }

    @Test
    @DisplayName("a call for an adapter that is away is kept before the bank hears 503, and counts when it is back")
    void a_call_for_an_absent_adapter_is_kept_first() {
        var body = notification("p-late", 12_300);
        house.without(Acquirer.class, () -> {
            var answer = send(account(), body, seal(account(), body));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("30");
            assertThat(house.the(ReceivedWebhooks.class)
                            .recent(CENTRE, 1)
                            .get(0)
                            .state())
                    .isEqualTo(ReceivedWebhooks.State.WAITING);
            pass();
            assertThat(held("p-late")).isFalse();
        });
        pass();

        assertThat(held("p-late")).isTrue();
        assertThat(send(account(), body, seal(account(), body)).statusCode()).isEqualTo(200);
        assertThat(house.the(Payments.class).unassigned(CENTRE))
                .filteredOn(money -> money.providerId().equals("p-late"))
                .hasSize(1);
    }

    private static void pass() {
        house.the(SettableClock.class).advance(Duration.ofSeconds(4));
        house.work("webhook-replay");
    }

    private static boolean held(String payment) {
        return house.the(Payments.class).unassigned(CENTRE).stream()
                .anyMatch(money -> money.providerId().equals(payment));
    }

    private static String notification(String payment, long amount) {
        return "{\"orderId\":\"not-ours\",\"paymentId\":\"" + payment + "\",\"state\":\"PAID\",\"amount\":" + amount
                + ",\"currency\":\"RUB\"}";
    }

    private static HttpResponse<String> send(MerchantAccount to, String body, String seal) {
        return door.bank("POST", address(to), bytes(body), "X-Sandbox-Signature", seal);
    }

    private static String address(MerchantAccount account) {
        return "/hooks/sandbox/" + account.hookKey();
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String seal(MerchantAccount account, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(account.setting("secret")), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MerchantAccount account() {
        return house.the(MerchantAccounts.class).of(CENTRE).get(0);
    }
}
