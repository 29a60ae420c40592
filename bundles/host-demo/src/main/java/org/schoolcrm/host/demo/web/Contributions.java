package org.schoolcrm.host.demo.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.schoolcrm.host.spi.UiContribution;
import org.schoolcrm.host.spi.UiExtension;

/** What bundles add to the shell just now, each with a version made of the bytes of its files. */
public final class Contributions extends ServiceTracker<UiContribution, Contributions.Contribution> {

    private static final String PREFIX = "org.schoolcrm.";

    private final Map<String, Contribution> current = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    public Contributions(BundleContext context) {
        super(context, UiContribution.class, null);
    }

    @Override
    public @Nullable Contribution addingService(ServiceReference<UiContribution> reference) {
        var bundle = reference.getBundle();
        var service = context.getService(reference);
        if (bundle == null || service == null) {
            return null;
        }
        var name = bundle.getSymbolicName().replace(PREFIX, "").replace('.', '-');
        var added = new Contribution(name, versionOf(bundle), bundle, service.modules(), service.extensions());
        current.put(name, added);
        version.incrementAndGet();
        return added;
    }

    @Override
    public void removedService(ServiceReference<UiContribution> reference, Contribution removed) {
        current.remove(removed.name(), removed);
        version.incrementAndGet();
        context.ungetService(reference);
    }

    /** Grows with every coming and going. */
    long version() {
        return version.get();
    }

    Collection<Contribution> all() {
        return current.values();
    }

    Optional<Contribution> find(String name) {
        return Optional.ofNullable(current.get(name));
    }

    /** The import map of the shell page: bare module names and where they are. */
    Map<String, String> modules() {
        var map = new TreeMap<String, String>();
        current.values().forEach(one -> one.modules().forEach((name, file) -> map.put(name, one.addressOf(file))));
        return map;
    }

    private static String versionOf(Bundle bundle) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files(bundle)) {
                digest.update(file.getPath().getBytes(StandardCharsets.UTF_8));
                try (var stream = file.openStream()) {
                    digest.update(stream.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> files(Bundle bundle) {
        var found = bundle.findEntries("/ui", "*", true);
        return found == null
                ? List.of()
                : Collections.list(found).stream()
                        .filter(url -> !url.getPath().endsWith("/"))
                        .sorted(Comparator.comparing(URL::getPath))
                        .toList();
    }

    /** One bundle's part of the pages. */
    record Contribution(
            String name, String version, Bundle bundle, Map<String, String> modules, List<UiExtension> extensions) {

        String addressOf(String file) {
            return "/ui/x/" + name + "/" + version + "/" + file;
        }
    }
}
