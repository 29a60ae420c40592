package org.schoolcrm.channel.testkit.scripted;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a provider has accepted, in its sequence and by our references; independent of our tables. */
public interface ProviderLog {

    /** An accepted message; the digest tells whether two are the same bytes. */
    record Entry(String reference, String address, String digest) {}

    /** Appends the entry, unless the provider dedupes and has the reference; its own number for the message. */
    String accept(Entry entry, boolean dedupe);

    List<Entry> entries();

    /** The provider's own number for the reference's first acceptance. */
    default String number(String reference) {
        return "p-" + reference;
    }

    default boolean has(String reference) {
        return entries().stream().anyMatch(entry -> entry.reference().equals(reference));
    }

    /** How often each reference was accepted. */
    default Map<String, Long> times() {
        return entries().stream().collect(Collectors.groupingBy(Entry::reference, Collectors.counting()));
    }
}
