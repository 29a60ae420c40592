package org.schoolcrm.channel.whatsapp.green;

import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class GreenContractTest extends MessageChannelContract {

    private SimulatedGreen green = new SimulatedGreen(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        green = new SimulatedGreen(provider);
        return new GreenChannel(green);
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of(
                "green-api",
                Map.of(
                        "idInstance",
                        SimulatedGreen.INSTANCE,
                        "apiTokenInstance",
                        SimulatedGreen.TOKEN,
                        "webhookUrlToken",
                        "token-of-webhooks"));
    }

    @Override
    protected int accepted() {
        return green.accepted();
    }

    @Override
    protected String address() {
        return "+79161234567";
    }

    @Override
    protected String unusableAddress() {
        return "8 (916) 123-45-67";
    }
}
