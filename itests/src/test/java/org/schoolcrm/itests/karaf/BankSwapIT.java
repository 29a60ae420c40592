package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.BankOperator.Order;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;
import org.schoolcrm.itests.karaf.SteadyLoad.Work;

/** Bank adapters are updated while banks call: nothing is lost, and every payment is credited once. */
@ExtendWith(KarafContainer.class)
class BankSwapIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String LOADER = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";
    private static final List<String> ADAPTERS = List.of("acquiring-sandbox", "acquiring-robokassa");
    private static final int CALLS_PER_SECOND = 50;
    private static final int UPDATES = 20;
    private static final int PAYMENTS = 15;

    private final Karaf karaf;
    private final Queue<Called> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private Browser admin;
    private List<BankOperator> banks;

    private record Called(Order order, int number, int status, boolean again) {}

    BankSwapIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @BeforeEach
    void two_banks() {
        karaf.operator().install("crm-acquiring-robokassa");
        admin = karaf.browser().logIn("admin");
        await().atMost(SOON)
                .until(() -> admin.read("merchant-accounts/offers?branch=1").findValuesAsText("provider").stream()
                        .anyMatch("robokassa"::equals));
        banks = List.of(BankOperator.sandbox(admin), BankOperator.robokassa(admin));
    }

    @AfterEach
    void close_the_accounts() {
        banks.forEach(bank -> bank.close(admin));
        karaf.operator().uninstall("crm-acquiring-robokassa");
    }

    @Test
    @DisplayName("adapters updated 20 times at 50 calls in a second lose nothing and leave nothing behind")
    void adapters_updated_under_load_lose_nothing() {
        var orders = banks.stream()
                .flatMap(bank -> Stream.generate(() -> bank.order(admin)).limit(PAYMENTS))
                .toList();
        long balance = balance();
        ADAPTERS.forEach(karaf.operator()::update);
        long loaders = karaf.operator().alive(LOADER);

        try (var load = new SteadyLoad(CALLS_PER_SECOND, List.of(new Work("webhook", () -> call(orders))))) {
            for (int update = 0; update < UPDATES; update++) {
                ADAPTERS.forEach(karaf.operator()::update);
            }
            await().atMost(SOON).until(() -> calls.size() >= CALLS_PER_SECOND * UPDATES / 2);
            assertThat(load.take()).as("connections that broke").noneMatch(answer -> answer.status() == 0);
        }

        assertThat(calls).allMatch(call -> call.status() == 200 || (call.status() == 503 && call.again()));
        assertThat(calls).anyMatch(call -> call.status() == 200);
        repeatWhatWasNotAcknowledged();
        assertCreditedOnce(orders, balance);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(karaf.operator().alive(LOADER)).isLessThanOrEqualTo(loaders + ADAPTERS.size()));
    }

    @Test
    @DisplayName(
            "I11 calls for an absent adapter are kept and take effect when it is back, though no bank repeats them")
    void calls_for_an_absent_adapter_take_effect_when_it_is_back() {
        var orders = new ArrayList<Order>();
        banks.forEach(bank -> orders.add(bank.order(admin)));
        long balance = balance();

        ADAPTERS.forEach(karaf.operator()::stop);
        var answers = orders.stream().map(order -> order.tell(admin, 0)).toList();
        ADAPTERS.forEach(karaf.operator()::start);

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        assertCreditedOnce(orders, balance);
    }

    /** Each call is another one to us, for its bytes differ, and the same news to the payment. */
    private HttpResponse<String> call(List<Order> orders) {
        int number = turn.getAndIncrement();
        return call(orders.get(number % orders.size()), number);
    }

    private HttpResponse<String> call(Order order, int number) {
        var answer = order.tell(admin, number);
        calls.add(new Called(
                order,
                number,
                answer.statusCode(),
                answer.headers().firstValue("Retry-After").isPresent()));
        return answer;
    }

    private void repeatWhatWasNotAcknowledged() {
        for (var call : List.copyOf(calls)) {
            if (call.status() != 200) {
                await().atMost(SOON)
                        .until(() -> call(call.order(), call.number()).statusCode() == 200);
            }
        }
    }

    private void assertCreditedOnce(List<Order> orders, long balance) {
        long sum = orders.stream().mapToLong(Order::amount).sum();
        for (var order : orders) {
            await().atMost(SOON).untilAsserted(() -> {
                var invoice = admin.read("invoices/" + order.invoice());
                assertThat(invoice.get("status").asText()).isEqualTo("PAID");
                assertThat(invoice.at("/paid/amount").asLong()).isEqualTo(order.amount());
            });
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(balance()).isEqualTo(balance + sum));
    }

    private long balance() {
        return admin.read("accounts?branch=1&customer=" + BankOperator.CUSTOMER).findParents("balance").stream()
                .mapToLong(account -> account.at("/balance/amount").asLong())
                .sum();
    }
}
