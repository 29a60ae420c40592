package org.schoolcrm.mailing.core.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.mailing.api.ChannelCost;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.money.Money;

/** Adds up what messages cost by the tariffs of the accounts that would send them now. */
final class MessageCosts {

    private final Routing routing;
    private final Branch branch;
    private final Map<String, Parts> channels = new LinkedHashMap<>();

    private record Parts(long messages, long segments) {

        Parts plus(Parts other) {
            return new Parts(messages + other.messages, segments + other.segments);
        }
    }

    MessageCosts(Routing routing, Branch branch) {
        this.routing = routing;
        this.branch = branch;
    }

    void add(Preview message) {
        channels.merge(message.channel(), new Parts(1, message.segments()), Parts::plus);
    }

    List<ChannelCost> byChannel() {
        return channels.entrySet().stream()
                .map(one -> new ChannelCost(
                        one.getKey(),
                        one.getValue().messages(),
                        one.getValue().segments(),
                        cost(one.getKey(), one.getValue().segments()).orElse(null)))
                .toList();
    }

    private Optional<Money> cost(String channel, long parts) {
        return routing.find(channel, branch.id())
                .flatMap(ConnectedChannel::pricePerPart)
                .map(price -> price.times(parts))
                .or(() -> DeliveryAddress.isPhone(channel)
                        ? Optional.empty()
                        : Optional.of(Money.zero(branch.currency())));
    }

    /** In the branch's currency; nothing if a tariff is missing or in another one. */
    Optional<Money> total() {
        var sum = Money.zero(branch.currency());
        for (var one : byChannel()) {
            var cost = one.cost();
            if (cost == null || !cost.currency().equals(branch.currency())) {
                return Optional.empty();
            }
            sum = sum.plus(cost);
        }
        return Optional.of(sum);
    }
}
