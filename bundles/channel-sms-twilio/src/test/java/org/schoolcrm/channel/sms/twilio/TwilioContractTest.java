package org.schoolcrm.channel.sms.twilio;

import java.net.URI;
import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class TwilioContractTest extends MessageChannelContract {

    private SimulatedTwilio provider = new SimulatedTwilio(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider behaviour) {
        provider = new SimulatedTwilio(behaviour);
        return new TwilioChannel(provider, path -> URI.create("https://school.test" + path));
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of(
                "twilio",
                Map.of("accountSid", SimulatedTwilio.ACCOUNT, "authToken", "12345", "sender", SimulatedTwilio.SERVICE));
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
