package org.schoolcrm.acquiring.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** The bank's side of a webhook: calls the merchant over HTTP until it answers 200, as banks do. */
public final class BankNotifier implements JobHandler {

    static final String KIND = "sandbox-bank-notify";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final SandboxOrders orders;
    private final HttpExchange http;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public BankNotifier(SandboxOrders orders, HttpExchange http, Transactions transactions, Jobs jobs, Clock clock) {
        this.orders = orders;
        this.http = http;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    void announce(SandboxOrder order) {
        transactions.run(() -> jobs.schedule(new JobId(KIND, order.orderId()), clock.now()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String orderId) {
        if (orders.isNotified(orderId)) {
            return JobOutcome.done();
        }
        var order = orders.find(orderId).orElseThrow();
        var body = Notification.of(order).write();
        var signature = Notification.sign(body.getBytes(StandardCharsets.UTF_8), order.secret());
        var answer = http.send(
                HttpCall.post(order.webhookAt(), "application/json", body).with(Notification.SIGNATURE, signature));
        if (!answer.isOk()) {
            return JobOutcome.again(clock.now().plus(AGAIN));
        }
        orders.markNotified(orderId);
        return JobOutcome.done();
    }
}
