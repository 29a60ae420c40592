package org.schoolcrm.acquiring.simulation;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;

/** The CRM that payments are posted to; its own records survive our crashes. */
final class SimulatedHost {

    /** What an account was credited with. */
    record Entry(long branch, long customer, long minor, String currency) {}

    final Map<PaymentId, Entry> entries = new LinkedHashMap<>();
    private final Set<Sabotage> bugs;
    private final Runnable point;

    SimulatedHost(Set<Sabotage> bugs, Runnable point) {
        this.bugs = bugs;
        this.point = point;
    }

    PostingAnswer post(Posting posting) {
        point.run();
        var entry = new Entry(
                posting.branch().value(),
                posting.customer().value(),
                posting.amount().minor(),
                posting.amount().currency().getCurrencyCode());
        if (bugs.contains(Sabotage.HOST_POSTS_TWICE) && entries.containsKey(posting.id())) {
            entries.put(new PaymentId(-posting.id().value()), entry);
        }
        entries.putIfAbsent(posting.id(), entry);
        if (bugs.contains(Sabotage.HOST_POSTS_TWICE) && posting.id().value() % 3 == 0) {
            entries.put(new PaymentId(-posting.id().value()), entry);
        }
        point.run();
        return PostingAnswer.posted();
    }

    /** Finds nobody, so that no receipt has a contact. */
    static Customers noCustomers() {
        return (Customers) Proxy.newProxyInstance(
                SimulatedHost.class.getClassLoader(),
                new Class<?>[] {Customers.class},
                (proxy, method, arguments) -> List.of());
    }
}
