package org.schoolcrm.channel.smpp;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.smpp.SmppSettings.Receipts;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendRequest;

/**
 * Which parts make a message, as far as this node remembers; a message is delivered when all of them are. A receipt of
 * a part that nobody remembers keeps the part's number, so that it says nothing of a message rather than too much.
 */
final class SentMessages {

    private static final int REMEMBERED = 20_000;
    /** As much as the outbox keeps of a number. */
    private static final int LONGEST_ID = 200;

    private static final String SEPARATOR = ",";
    private static final String SHORTENED = "...";

    private final Map<String, Parts> parts = bounded();
    private final Map<String, Kind> early = bounded();
    private final Map<String, String> uncertain = bounded();

    private record Parts(String providerId, Set<String> missing) {}

    /**
     * A message that the SMSC has taken.
     *
     * @param fate what receipts that were faster than the answer say of it, null if they do not tell yet
     */
    record Accepted(String providerId, @Nullable Kind fate) {}

    synchronized Accepted accepted(Receipts receipts, List<String> ids) {
        var reported = receipts == Receipts.LAST ? ids.subList(ids.size() - 1, ids.size()) : ids;
        var providerId = joined(reported);
        return new Accepted(providerId, reported.size() == 1 ? null : remember(providerId, reported));
    }

    /** A message that was accepted before, perhaps by another node. */
    synchronized void know(String providerId) {
        if (providerId.contains(SEPARATOR) && !providerId.endsWith(SHORTENED)) {
            var ids = List.of(providerId.split(SEPARATOR));
            if (!parts.containsKey(ids.get(0))) {
                remember(providerId, ids);
            }
        }
    }

    /** A message whose answer is missing: only our own reference can name it. */
    synchronized void uncertain(SendRequest request) {
        uncertain.put(key(request.address(), SubmitPdus.number(request.reference())), request.reference());
    }

    /** Our reference of the message to that address that is named by sixteen bits of it. */
    synchronized Optional<String> reference(String address, int number) {
        return Optional.ofNullable(uncertain.get(key(address, number)));
    }

    /** What a receipt of a part is about: the message if it decides about it, otherwise the part alone. */
    synchronized String subject(String part, Kind kind) {
        var message = parts.get(part);
        if (message == null) {
            early.put(part, kind);
            return part;
        }
        message.missing().remove(part);
        return kind == Kind.UNDELIVERED || message.missing().isEmpty() ? message.providerId() : part;
    }

    private @Nullable Kind remember(String providerId, List<String> ids) {
        var missing = new HashSet<>(ids);
        boolean failed = false;
        for (var id : ids) {
            parts.put(id, new Parts(providerId, missing));
            var kind = early.remove(id);
            failed |= kind == Kind.UNDELIVERED;
            if (kind != null) {
                missing.remove(id);
            }
        }
        return failed ? Kind.UNDELIVERED : missing.isEmpty() ? Kind.DELIVERED : null;
    }

    /** As many as there is room for. */
    private static String joined(List<String> ids) {
        var joined = new StringBuilder(ids.get(0));
        for (var id : ids.subList(1, ids.size())) {
            if (joined.length() + id.length() + 2 * SEPARATOR.length() + SHORTENED.length() > LONGEST_ID) {
                return joined.append(SEPARATOR).append(SHORTENED).toString();
            }
            joined.append(SEPARATOR).append(id);
        }
        return joined.toString();
    }

    private static String key(String address, int number) {
        return address.replace("+", "") + "#" + number;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
