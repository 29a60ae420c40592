package org.schoolcrm.channel.telegram;

import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;

class TelegramContractTest extends MessageChannelContract {

    private SimulatedTelegram provider = new SimulatedTelegram(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider behaviour) {
        provider = new SimulatedTelegram(behaviour);
        return new TelegramChannel(provider);
    }

    @Override
    protected ProviderAccount account() {
        return SimulatedTelegram.account();
    }

    @Override
    protected int accepted() {
        return provider.accepted();
    }

    @Override
    protected String address() {
        return "421337";
    }

    @Override
    protected String unusableAddress() {
        return "@ivan";
    }
}
