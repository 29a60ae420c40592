package org.schoolcrm.channel.sms.smsru;

import java.time.Instant;
import java.util.Map;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class SmsruContractTest extends MessageChannelContract {

    private SimulatedSmsru smsru = new SimulatedSmsru(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        smsru = new SimulatedSmsru(provider);
        return new SmsruChannel(smsru, () -> Instant.EPOCH);
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of("smsru", Map.of("apiId", "API-ID-0001", "sender", "SCHOOL"));
    }

    @Override
    protected int accepted() {
        return smsru.accepted();
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
