package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.runtime.api.Actor;

/** Stops an account until it is resumed; its messages wait or go through the next one. */
@Service
@Command(
        scope = "channel",
        name = "pause",
        description = "Stops an account until it is resumed; its messages wait or go through the next one")
public final class ChannelPause extends AccountCommand {

    @Override
    public void run(PrintStream out, ProviderAccountControl control, Actor operator) {
        control.pause(new ProviderAccountId(account), operator);
        out.println("Paused.");
    }
}
