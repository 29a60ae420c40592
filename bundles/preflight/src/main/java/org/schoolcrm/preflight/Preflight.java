package org.schoolcrm.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * The first bundle of all: with wrong settings the node ends here, before anything has read or written a file of
 * {@code etc}, and says what to do.
 * It speaks on the console of the process, because there is no log yet and a password must never be in one.
 */
public final class Preflight implements BundleActivator {

    /** What operating systems and service supervisors know as a mistake in the configuration. */
    private static final int EX_CONFIG = 78;

    @Override
    public void start(BundleContext context) throws IOException {
        var etc = Path.of(context.getProperty("karaf.etc"));
        var complaints = new ArrayList<String>();
        var settings = new SettingsCheck(SettingsCheck.shipped(), etc, placeholders(context));
        complaints.addAll(settings.complaints());
        complaints.addAll(new ConsoleUsers(etc.resolve("users.properties")).complaints());
        complaints.addAll(new BootFeatures(Path.of(context.getProperty("karaf.base"), "system"))
                .complaints(settings.bootFeatures()));
        if (!complaints.isEmpty()) {
            refuse(complaints);
        }
        // Where the console makes its key, which it cannot without the folder.
        Files.createDirectories(Path.of(context.getProperty("karaf.data"), "security"));
        FirstAdministrator.closeToOthers(etc);
        new FirstAdministrator(etc).make().ifPresent(Preflight::tell);
    }

    @Override
    public void stop(BundleContext context) {}

    private static Placeholders placeholders(BundleContext context) {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().forEach((name, value) -> properties.put(String.valueOf(name), String.valueOf(value)));
        var folder = context.getProperty("org.apache.felix.configadmin.plugin.interpolation.secretsdir");
        return new Placeholders(System.getenv(), properties, Path.of(folder == null ? "secrets" : folder));
    }

    private static void refuse(List<String> complaints) {
        System.err.println("School CRM Billing does not start, because these settings are wrong:");
        complaints.forEach(complaint -> System.err.println("  " + complaint));
        System.err.println("Correct them and start again. Every file in etc explains its own settings.");
        System.err.flush();
        Runtime.getRuntime().halt(EX_CONFIG);
    }

    private static void tell(String password) {
        System.out.println(
                "First start: the user of console (ssh) and management (JMX) is 'admin', password " + password);
        System.out.println("It is shown only now. To get another one, delete the line 'admin' in etc/users.properties"
                + " and start again.");
    }
}
