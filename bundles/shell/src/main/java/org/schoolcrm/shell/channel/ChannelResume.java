package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.runtime.api.Actor;

/** Lets an account go on that a person or its provider has stopped. */
@Service
@Command(
        scope = "channel",
        name = "resume",
        description = "Lets an account go on that a person or its provider has stopped")
public final class ChannelResume extends AccountCommand {

    @Override
    public void run(PrintStream out, ProviderAccountControl control, Actor operator) {
        control.release(new ProviderAccountId(account), operator);
        out.println("Resumed.");
    }
}
