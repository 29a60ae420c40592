package org.schoolcrm.observability.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Connections to the database, as the pool itself tells management: none is borrowed to be counted. */
final class PoolGauges {

    static final String POOLS = "org.ops4j.pax.jdbc.pool.dbcp2:type=GenericObjectPool,*";

    private final MBeanServer management = ManagementFactory.getPlatformMBeanServer();

    void bindTo(MeterRegistry registry) {
        gauge(registry, "crm.pool.active", "NumActive", "Connections in use");
        gauge(registry, "crm.pool.idle", "NumIdle", "Connections that are open and free");
        gauge(registry, "crm.pool.waiters", "NumWaiters", "Threads that wait for a connection");
    }

    private void gauge(MeterRegistry registry, String name, String attribute, String description) {
        Gauge.builder(name, () -> sum(attribute)).description(description).register(registry);
    }

    /** Not a number while there is no pool. */
    private double sum(String attribute) {
        try {
            var pools = management.queryNames(new ObjectName(POOLS), null);
            double sum = pools.isEmpty() ? Double.NaN : 0;
            for (var pool : pools) {
                sum += ((Number) management.getAttribute(pool, attribute)).doubleValue();
            }
            return sum;
        } catch (JMException e) {
            return Double.NaN;
        }
    }
}
