package org.schoolcrm.channel.sms.smsaero;

import java.net.URI;
import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class SmsaeroContractTest extends MessageChannelContract {

    private SimulatedSmsaero provider = new SimulatedSmsaero(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider behaviour) {
        provider = new SimulatedSmsaero(behaviour);
        return new SmsaeroChannel(provider, path -> URI.create("https://school.test" + path));
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of("smsaero", Map.of("email", "office@school.test", "apiKey", "key-1", "sign", "SCHOOL"));
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
