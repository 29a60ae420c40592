package org.schoolcrm.message.catcher.simulator;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

/** A simulator on a free port, its books, and somebody to call back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class SimulatorFixture {

    final SettableClock clock = new SettableClock();
    final CaughtMessages messages = new CaughtMessages(clock);
    final Callbacks callbacks = Callbacks.withoutWaiting();
    final CallbackReceiver receiver = new CallbackReceiver();

    private final List<SimulatorServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(SimulatorServer::close);
        receiver.close();
    }

    Sender senderTo(Simulator simulator, String authorization) {
        var server = SimulatorServer.start(0, simulator);
        servers.add(server);
        return new Sender(server.address(simulator), authorization);
    }
}
