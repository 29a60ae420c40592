package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invariants;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Tables;

/** Checks that money, invoices and the audit trail do not contradict themselves; fails if they do. */
@Service
@Command(scope = "billing", name = "audit", description = "Whether money, invoices and the audit trail hold together")
public final class BillingAudit extends ConsoleAction {

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Invariants invariants;

    @Reference
    @Nullable
    AuditTrail trail;

    @Override
    protected void perform() throws CommandException {
        if (session != null && invariants != null && trail != null) {
            print(session.getConsole(), invariants, trail);
        }
    }

    void print(PrintStream out, Invariants rules, AuditTrail records) throws CommandException {
        var table = Tables.of("Invariant", "Must hold", "Violations", "For example");
        var findings = rules.check();
        for (var found : findings) {
            var examples = String.join(", ", found.examples());
            table.addRow().addContent(found.name(), found.promise(), found.violations(), examples);
        }
        table.print(out);
        var verdict = records.verify();
        out.println("Audit trail: " + verdict.sealed() + " sealed records, "
                + verdict.flaws().size() + " flaws");
        verdict.flaws()
                .forEach(flaw -> out.println("  branch " + flaw.branch() + ", " + flaw.day() + ", place " + flaw.place()
                        + ": " + flaw.what()));
        if (findings.stream().anyMatch(found -> found.violations() > 0)
                || !verdict.flaws().isEmpty()) {
            throw failure("What is stored contradicts itself");
        }
    }
}
