package org.schoolcrm.shell.billing;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.Operators;

/** Shows and changes «Реквизиты» of the school or of a branch (R054–R057). */
@Service
@Command(scope = "billing", name = "requisites", description = "Who asks for the money, as payers see it")
public final class BillingIssuerDetails implements Action {

    @Option(name = "--branch", description = "Number of the branch, 0 for the whole school")
    public long branch;

    @Option(name = "--set", description = "A field and its value, such as inn=7707083893", multiValued = true)
    public List<String> changes = List.of();

    @Option(name = "--logo", description = "A PNG or JPEG file to be the logo, or none for no logo")
    public @Nullable String logo;

    @Option(name = "--drop", description = "Make the branch follow the school again")
    public boolean drop;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Issuers issuers;

    @Override
    public @Nullable Object execute() {
        if (session != null && issuers != null) {
            run(session.getConsole(), issuers, Operators.at(session));
        }
        return null;
    }

    public void run(PrintStream out, Issuers desk, Actor operator) {
        var scope = new IssuerScope(branch);
        if (!changes.isEmpty()) {
            desk.change(scope, IssuerDetailsFields.changed(held(desk, scope).details(), changes), operator);
        }
        if (logo != null) {
            draw(desk, scope, logo, operator);
        }
        if (drop) {
            desk.drop(scope.branch().orElseThrow(), operator);
        }
        print(out, held(desk, scope), scope);
    }

    private static void draw(Issuers desk, IssuerScope scope, String file, Actor operator) {
        if (file.equals("none")) {
            desk.removeLogo(scope, operator);
            return;
        }
        try {
            desk.changeLogo(scope, Files.readAllBytes(Path.of(file)), operator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Issuer held(Issuers desk, IssuerScope scope) {
        return desk.own(scope)
                .filter(Issuer::active)
                .orElseGet(() -> scope.branch().map(desk::of).orElse(Issuer.NOBODY));
    }

    private static void print(PrintStream out, Issuer held, IssuerScope scope) {
        if (held.details().equals(IssuerDetails.NONE)) {
            out.println("Nothing is filled in yet.");
        }
        IssuerDetailsFields.of(held.details()).forEach((field, value) -> out.println(field + "=" + value));
        out.println((held.scope().equals(scope) ? "own" : "the school's") + ", logo "
                + (held.logo() == null ? "none" : held.logo()));
    }
}
