package org.schoolcrm.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;

/** Hears of every bundle that starts, stops, is updated or resolved anew. */
public final class BundleWatch implements AutoCloseable {

    private final Set<String> touched = new ConcurrentSkipListSet<>();
    private final JMXConnector connector;

    BundleWatch(Operator operator) {
        try {
            connector = operator.connect();
            var server = connector.getMBeanServerConnection();
            var state = server.queryNames(new ObjectName("osgi.core:type=bundleState,*"), null)
                    .iterator()
                    .next();
            server.addNotificationListener(state, (notification, handback) -> hear(notification), null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The symbolic names of the bundles that something happened to. */
    public Set<String> touched() {
        return touched;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear(Notification notification) {
        if (notification.getUserData() instanceof CompositeData event) {
            touched.add((String) event.get("SymbolicName"));
        }
    }
}
