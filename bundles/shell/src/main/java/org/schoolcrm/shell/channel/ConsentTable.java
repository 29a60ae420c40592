package org.schoolcrm.shell.channel;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.mailing.api.ChannelConsent;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.shell.Tables;

/** Consents as rows; of the stop list it says why, but not the address, which is personal. */
final class ConsentTable {

    private ConsentTable() {}

    static void print(PrintStream out, List<ChannelConsent> consents) {
        var table = Tables.of("Channel", "Consent", "Since", "Messages go", "Stop list");
        for (var one : consents) {
            var since = one.since();
            table.addRow()
                    .addContent(
                            one.channel(),
                            one.consent(),
                            since == null ? "" : since,
                            one.writes() ? "yes" : "no",
                            one.suppressed().stream().map(Suppression::why).collect(Collectors.joining("; ")));
        }
        table.print(out);
    }
}
