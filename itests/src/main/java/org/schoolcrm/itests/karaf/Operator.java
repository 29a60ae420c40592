package org.schoolcrm.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** An operator at the management interface: stops, starts and updates bundles, installs and removes features. */
public record Operator(int registryPort, int serverPort) {

    /** What goes into {@code etc/users.properties} so that the tests may come in. */
    static final String ROLES = "test,admin,manager,viewer,ssh";

    /** A bundle of ours, by the name of its folder. */
    public void stop(String bundle) {
        invoke("bundle", "stop", id(bundle));
    }

    public void start(String bundle) {
        invoke("bundle", "start", id(bundle));
    }

    /** Takes the bundle's file in anew, as an update with a new build does. */
    public void update(String bundle) {
        invoke("bundle", "update", id(bundle));
    }

    public void install(String feature) {
        invoke("feature", "installFeature", feature);
    }

    public void uninstall(String feature) {
        invoke("feature", "uninstallFeature", feature);
    }

    /** Ends the container in good order. */
    public void halt() {
        connected(server -> String.valueOf(server.invoke(mbean(server, "system"), "halt", null, null)));
    }

    public String stateOf(String bundle) {
        return (String) row(bundle).get("State");
    }

    private String id(String bundle) {
        return String.valueOf(row(bundle).get("ID"));
    }

    private Map<String, Object> row(String bundle) {
        var name = "org.schoolcrm." + bundle.replace('-', '.');
        return connected(server -> {
            var bundles = (TabularData) server.getAttribute(mbean(server, "bundle"), "Bundles");
            for (var value : bundles.values()) {
                var row = (CompositeData) value;
                if (name.equals(row.get("Symbolic Name"))) {
                    return Map.of("ID", row.get("ID"), "State", row.get("State"));
                }
            }
            throw new AssertionError("There is no bundle " + name);
        });
    }

    private void invoke(String type, String operation, String argument) {
        connected(server -> {
            var signature = new String[] {String.class.getName()};
            return String.valueOf(server.invoke(mbean(server, type), operation, new Object[] {argument}, signature));
        });
    }

    @SuppressWarnings("BanJNDI")
    private <T> T connected(Work<T> work) {
        var address =
                "service:jmx:rmi://127.0.0.1:" + serverPort + "/jndi/rmi://127.0.0.1:" + registryPort + "/karaf-root";
        try (var connector = JMXConnectorFactory.connect(
                new JMXServiceURL(address), Map.of("jmx.remote.credentials", new String[] {"operator", "test"}))) {
            return work.with(connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectName mbean(MBeanServerConnection server, String type) throws IOException, JMException {
        return server.queryNames(new ObjectName("org.apache.karaf:type=" + type + ",*"), null)
                .iterator()
                .next();
    }

    private interface Work<T> {

        T with(MBeanServerConnection server) throws IOException, JMException;
    }
}
