package org.schoolcrm.shell.channel;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.ChannelHealth;
import org.schoolcrm.mailing.api.Messages;

/** Offers the channels that can send. */
@Service
public final class ChannelCompleter implements Completer {

    @Reference
    @Nullable
    public Messages messages;

    @Override
    public int complete(Session session, CommandLine typed, List<String> candidates) {
        return new StringsCompleter(channels().toList()).complete(session, typed, candidates);
    }

    private Stream<String> channels() {
        return messages == null
                ? Stream.empty()
                : messages.channels().stream().filter(ChannelHealth::present).map(ChannelHealth::channel);
    }
}
