package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.shell.Moments;
import org.schoolcrm.shell.ServiceCommand;
import org.schoolcrm.shell.Tables;

/** Shows who changed what (R156). */
@Service
@Command(scope = "billing", name = "trail", description = "Who changed what, newest first")
public final class BillingTrail extends ServiceCommand<AuditTrail> {

    @Option(name = "--branch", description = "Number of the branch, 0 for what concerns the whole school")
    public long branch;

    @Option(name = "--actor", description = "Such as user:1, console:karaf or system")
    public @Nullable String actor;

    @Option(name = "--action", description = "Such as invoice.archived")
    public @Nullable String action;

    @Option(name = "--subject", description = "Such as invoice:17")
    public @Nullable String subject;

    @Option(name = "--from", description = "A day in UTC or an instant, that one included")
    public @Nullable String from;

    @Option(name = "--until", description = "A day in UTC or an instant, that one excluded")
    public @Nullable String until;

    @Option(name = "--before", description = "Only records with smaller numbers: the next page")
    public long before = Long.MAX_VALUE;

    @Option(name = "--limit", description = "At most so many, 50 by default")
    public int limit = 50;

    @Reference
    @Nullable
    AuditTrail trail;

    @Override
    protected @Nullable AuditTrail service() {
        return trail;
    }

    @Override
    public void run(PrintStream out, AuditTrail source, Actor operator) {
        var filter = new AuditTrail.Filter(branch, actor, action, subject, instant(from), instant(until));
        var table = Tables.of("No.", "When", "Who", "What", "Of", "Before", "After", "Sealed");
        for (var one : source.page(filter, before, limit)) {
            var record = one.record();
            table.addRow()
                    .addContent(
                            one.id(),
                            one.at(),
                            record.actor().name(),
                            record.action(),
                            record.subject(),
                            shown(record.before()),
                            shown(record.after()),
                            one.seal() == null ? "not yet" : "yes");
        }
        table.print(out);
    }

    private static String shown(@Nullable String state) {
        return state == null ? "" : state;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Moments.instant(text, ZoneOffset.UTC);
    }
}
