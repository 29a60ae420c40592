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
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.ChatBindings;

/** Offers the messengers that some branch has connected. */
@Service
public final class MessengerCompleter implements Completer {

    @Reference
    @Nullable
    public ChatBindings chats;

    @Reference
    @Nullable
    public Branches branches;

    @Override
    public int complete(Session session, CommandLine typed, List<String> candidates) {
        return new StringsCompleter(messengers().toList()).complete(session, typed, candidates);
    }

    private Stream<String> messengers() {
        var known = chats;
        return known == null || branches == null
                ? Stream.empty()
                : branches.all().stream().map(Branch::id).flatMap(branch -> known.channels(branch).stream());
    }
}
