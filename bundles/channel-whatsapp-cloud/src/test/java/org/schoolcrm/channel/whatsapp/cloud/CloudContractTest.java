package org.schoolcrm.channel.whatsapp.cloud;

import java.net.URI;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;

/** With free text, which is all that the contract's own message can be; templates have tests of their own. */
class CloudContractTest extends MessageChannelContract {

    private SimulatedCloud meta = new SimulatedCloud(Provider.ACCEPTS);

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        meta = new SimulatedCloud(provider);
        return new CloudChannel(meta, path -> URI.create("https://school.test" + path));
    }

    @Override
    protected ProviderAccount account() {
        return SimulatedCloud.account("freeText", "yes");
    }

    @Override
    protected int accepted() {
        return meta.accepted();
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
