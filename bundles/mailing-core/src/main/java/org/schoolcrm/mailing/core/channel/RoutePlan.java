package org.schoolcrm.mailing.core.channel;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The channels by which a run's messages go, one after the other (R130, R131, A18).
 *
 * @param patience how long a delivery is waited for before the next one, null for as long as it takes
 */
public record RoutePlan(List<Channel> channels, @Nullable Duration patience) {

    public RoutePlan {
        channels = List.copyOf(channels);
    }

    /**
     * A channel of the plan.
     *
     * @param onlyIfUnreachable passed by unless the channel before has no such recipient at all
     */
    public record Channel(String name, boolean onlyIfUnreachable) {}

    /** A channel by which a customer can be written to, and all of his addresses there that are. */
    public record Station(Channel channel, List<String> addresses) {}

    /**
     * Where one customer can be written to, in the order of the plan; nothing if nowhere.
     *
     * @param addresses his addresses in a channel
     */
    public List<Station> of(Function<String, List<String>> addresses) {
        return channels.stream()
                .map(channel -> new Station(channel, addresses.apply(channel.name())))
                .filter(station -> !station.addresses().isEmpty())
                .toList();
    }

    public Stream<String> names() {
        return channels.stream().map(Channel::name);
    }
}
