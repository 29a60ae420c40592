package org.schoolcrm.channel.smpp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;

class SmppContractTest extends MessageChannelContract {

    private final List<ScriptedSmsc> smscs = new ArrayList<>();
    private final List<SmppFixture> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(SmppFixture::close);
        smscs.forEach(ScriptedSmsc::close);
    }

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        var smsc = new ScriptedSmsc();
        smscs.add(smsc);
        stage(smsc, provider);
        var fixture = new SmppFixture(smsc.port());
        fixtures.add(fixture);
        return fixture.channel();
    }

    private static void stage(ScriptedSmsc smsc, Provider provider) {
        switch (provider) {
            case ACCEPTS -> {}
            case CANNOT_BE_REACHED -> smsc.close();
            case IS_BUSY -> smsc.when(pdu -> ScriptedSmsc.refuse(0x58));
            case REFUSES_THE_ADDRESS -> smsc.when(pdu -> ScriptedSmsc.refuse(0x0b));
            case REFUSES_THE_CONTENT -> smsc.when(pdu -> ScriptedSmsc.refuse(0x66));
            case REFUSES_US -> smsc.answersBindsWith(0x0e);
            case HANGS_UP_AFTER_TAKING_IT -> smsc.when(pdu -> ScriptedSmsc.HANG_UP);
        }
    }

    @Override
    protected ProviderAccount account() {
        var fixture = last(fixtures);
        return (fixture == null ? new SmppFixture(1) : fixture).account();
    }

    @Override
    protected int accepted() {
        var smsc = last(smscs);
        return smsc == null ? 0 : smsc.accepted().size();
    }

    @Override
    protected String address() {
        return SmppFixture.PHONE;
    }

    @Override
    protected String unusableAddress() {
        return "8 (916) 123-45-67";
    }

    private static <T> @Nullable T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }
}
