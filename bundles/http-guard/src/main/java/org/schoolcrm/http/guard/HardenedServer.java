package org.schoolcrm.http.guard;

import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;
import org.ops4j.pax.web.service.tomcat.internal.PaxWebConnector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the guard before everything else and takes from the connectors what nobody needs, before they open. */
public final class HardenedServer implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(HardenedServer.class);
    private static final String PROTOCOL = GuardedProtocol.class.getName();
    private static final Map<String, String> CONNECTOR = Map.ofEntries(
            Map.entry("keepAliveTimeout", "30000"),
            Map.entry("maxKeepAliveRequests", "1000"),
            Map.entry("maxHttpHeaderSize", "16384"),
            Map.entry("maxHeaderCount", "64"),
            Map.entry("maxParameterCount", "500"),
            Map.entry("maxPostSize", "1048576"),
            Map.entry("maxSavePostSize", "0"),
            Map.entry("maxSwallowSize", "65536"),
            Map.entry("maxTrailerSize", "1024"),
            // none at all: what front ends make of an extension differs (CVE-2026-24880)
            Map.entry("maxExtensionSize", "0"),
            Map.entry("maxCookieCount", "32"),
            Map.entry("disableUploadTimeout", "false"),
            Map.entry("connectionUploadTimeout", "10000"),
            Map.entry("rejectIllegalHeader", "true"),
            Map.entry("allowHostHeaderMismatch", "false"),
            Map.entry("compression", "on"),
            Map.entry("compressionMinSize", "1024"),
            Map.entry("compressibleMimeType", "text/javascript,text/css,image/svg+xml"),
            Map.entry("noCompressionStrongETag", "false"),
            Map.entry("serverRemoveAppProvidedValues", "true"));

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.BEFORE_INIT_EVENT) && event.getLifecycle() instanceof Server server) {
            for (var service : server.findServices()) {
                harden(service);
            }
        }
    }

    private static void harden(Service service) {
        var context = FrameworkUtil.getBundle(Connector.class).getBundleContext();
        var changes = new Changes();
        var name = FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, GuardSettings.PID));
        var registration = context.registerService(ManagedService.class, changes, name);
        var settings = GuardSettings.of(read(context, registration.getReference()));
        var pipeline = service.getContainer().getPipeline();
        if (!settings.proxies().isEmpty()) {
            pipeline.addValve(believing(settings));
        }
        var rules = new GuardRules(settings, TimeMeter.SYSTEM_NANOTIME);
        pipeline.addValve(new GuardValve(rules));
        changes.rules = rules;
        for (var connector : service.findConnectors()) {
            var hardened = connector.getSecure() ? connector : plain(service, connector, rules);
            CONNECTOR.forEach(hardened::setProperty);
            hardened.setProperty("maxConnections", Integer.toString(settings.connections()));
            hardened.setProperty(
                    "connectionTimeout", Long.toString(settings.idle().toMillis()));
            hardened.setAllowTrace(false);
            hardened.setXpoweredBy(false);
        }
    }

    /** The same connector again without HTTP/2 over clear text, which is one more way to smuggle requests. */
    private static Connector plain(Service service, Connector offered, GuardRules rules) {
        var connector = new PaxWebConnector(PROTOCOL);
        ((GuardedProtocol) connector.getProtocolHandler()).admitBy(rules);
        connector.setPort(offered.getPort());
        connector.setScheme(offered.getScheme());
        connector.setRedirectPort(offered.getRedirectPort());
        for (var property : new String[] {"PaxWebConnectorName", "name"}) {
            var value = offered.getProperty(property);
            if (value != null) {
                connector.setProperty(property, value.toString());
            }
        }
        var address = offered.getProperty("address");
        if (address instanceof InetAddress inet) {
            connector.setProperty("address", inet.getHostAddress());
        }
        service.removeConnector(offered);
        service.addConnector(connector);
        return connector;
    }

    private static RemoteIpValve believing(GuardSettings settings) {
        var valve = new RemoteIpValve();
        valve.setInternalProxies(settings.proxies().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        return valve;
    }

    private static Map<String, String> read(BundleContext context, ServiceReference<?> reader) {
        var found = context.getServiceReference(ConfigurationAdmin.class);
        if (found == null) {
            return Map.of();
        }
        try {
            return text(context.getService(found)
                    .getConfiguration(GuardSettings.PID, null)
                    .getProcessedProperties(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            context.ungetService(found);
        }
    }

    private static Map<String, String> text(@Nullable Dictionary<String, ?> properties) {
        var text = new HashMap<String, String>();
        if (properties != null) {
            properties.keys().asIterator().forEachRemaining(key -> text.put(key, String.valueOf(properties.get(key))));
        }
        return text;
    }

    /** Limits follow the file at once, if all of it can be read; connections and proxies only at the next start. */
    private static final class Changes implements ManagedService {

        private volatile @Nullable GuardRules rules;

        @Override
        public void updated(@Nullable Dictionary<String, ?> properties) {
            var present = rules;
            if (present == null) {
                return;
            }
            try {
                present.change(GuardSettings.of(text(properties)));
            } catch (IllegalArgumentException e) {
                LOG.error("etc/{}.cfg: {}. What was set before goes on.", GuardSettings.PID, e.getMessage());
            }
        }
    }
}
