package org.schoolcrm.channel.sms.smsc;

import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class SmscContractTest extends MessageChannelContract {

    private SimulatedSmsc provider = new SimulatedSmsc(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider behaviour) {
        provider = new SimulatedSmsc(behaviour);
        return new SmscChannel(provider);
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of("smsc", Map.of("apiKey", "key-1", "sender", "SCHOOL"));
    }

    @Override
    protected int accepted() {
        return provider.accepted();
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
