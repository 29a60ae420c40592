package org.schoolcrm.channel.email;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;

class SmtpContractTest extends MessageChannelContract {

    private final List<ScriptedMailServer> servers = new ArrayList<>();
    private int port;

    @AfterEach
    void close() throws IOException {
        for (var server : servers) {
            server.close();
        }
    }

    @Override
    protected MessageChannel channelWhen(Provider provider) {
        try {
            var server = new ScriptedMailServer();
            servers.add(server);
            stage(server, provider);
            port = server.port();
            return new SmtpChannel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stage(ScriptedMailServer server, Provider provider) throws IOException {
        switch (provider) {
            case ACCEPTS -> {}
            case CANNOT_BE_REACHED -> server.close();
            case IS_BUSY -> server.when("MAIL", "451 4.3.2 busy");
            case REFUSES_THE_ADDRESS -> server.when("RCPT", "550 5.1.1 no such user");
            case REFUSES_THE_CONTENT -> server.when(".", "554 5.7.1 content");
            case REFUSES_US -> server.when("MAIL", "550 5.7.1 sender refused");
            case HANGS_UP_AFTER_TAKING_IT -> server.when(".", "drop");
        }
    }

    @Override
    protected ProviderAccount account() {
        return TestAccount.of(
                "smtp",
                Map.of("host", "localhost", "port", String.valueOf(port), "from", "Школа <billing@school.test>"));
    }

    @Override
    protected int accepted() {
        return servers.get(servers.size() - 1).received().size();
    }

    @Override
    protected String address() {
        return "anna@example.org";
    }

    @Override
    protected String unusableAddress() {
        return "ivan..petrov@example.org";
    }
}
