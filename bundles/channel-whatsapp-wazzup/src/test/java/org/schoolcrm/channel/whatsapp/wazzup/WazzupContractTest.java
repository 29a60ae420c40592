package org.schoolcrm.channel.whatsapp.wazzup;

import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class WazzupContractTest extends MessageChannelContract {

    private SimulatedWazzup wazzup = new SimulatedWazzup(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        wazzup = new SimulatedWazzup(provider);
        return new WazzupChannel(wazzup);
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of(
                "wazzup24-v3",
                Map.of("apiKey", "API-KEY", "channelId", SimulatedWazzup.CHANNEL, "crmKey", "crm-key-of-ours"));
    }

    @Override
    protected int accepted() {
        return wazzup.accepted();
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
