package org.schoolcrm.observability.console;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.observability.health.HealthDocument;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.HealthReport;
import org.schoolcrm.observability.health.HealthTag;

/** What the checks have found; fails if the node is not well, so that scripts can rely on it. */
@Service
@Command(scope = "health", name = "check", description = "What the health checks have found")
public final class HealthCheckCommand implements Action {

    @Argument(name = "tag", description = "live, ready, startup or business; all of them by default")
    @Completion(
            value = StringsCompleter.class,
            values = {"live", "ready", "startup", "business"})
    @Nullable
    String tag;

    @Option(name = "--json", description = "As JSON, one report a line")
    boolean json;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    HealthMonitor monitor;

    @Override
    public @Nullable Object execute() throws CommandException {
        if (session != null && monitor != null) {
            print(session.getConsole(), monitor);
        }
        return null;
    }

    void print(PrintStream out, HealthMonitor health) throws CommandException {
        boolean up = true;
        var table = new ShellTable();
        for (var column : new String[] {"Tag", "Check", "Status", "Found"}) {
            table.column(column);
        }
        for (var asked : tag == null ? HealthTag.values() : new HealthTag[] {tag(tag)}) {
            var report = health.report(asked);
            up &= report.isUp();
            if (json) {
                out.print(HealthDocument.of(report));
            }
            fill(table, report);
        }
        if (!json) {
            table.print(out);
        }
        if (!up) {
            throw failure("This node is not well");
        }
    }

    private static HealthTag tag(String word) throws CommandException {
        try {
            return HealthTag.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw failure("The tags are live, ready, startup and business, not " + word);
        }
    }

    private static void fill(ShellTable table, HealthReport report) {
        if (report.findings().isEmpty()) {
            table.addRow().addContent(report.tag().word(), "", report.status(), "no check has answered yet");
        }
        for (var finding : report.findings()) {
            var found = String.join("; ", finding.messages());
            table.addRow().addContent(report.tag().word(), finding.check(), finding.status(), found);
        }
    }

    private static CommandException failure(String words) {
        return new CommandException(words, words);
    }
}
