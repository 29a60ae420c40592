package org.schoolcrm.channel.max;

import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;

class MaxContractTest extends MessageChannelContract {

    private SimulatedMax provider = new SimulatedMax(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider behaviour) {
        provider = new SimulatedMax(behaviour);
        return new MaxChannel(provider);
    }

    @Override
    protected ProviderAccount account() {
        return SimulatedMax.account();
    }

    @Override
    protected int accepted() {
        return provider.accepted();
    }

    @Override
    protected String address() {
        return "123";
    }

    @Override
    protected String unusableAddress() {
        return "+79161234567";
    }
}
