package org.schoolcrm.shell.billing;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ServiceCommand;

/** Shows and changes «Реквизиты» of the school or of a branch (R054–R057). */
@Service
@Command(scope = "billing", name = "requisites", description = "Who asks for the money, as payers see it")
public final class BillingIssuerDetails extends ServiceCommand<Issuers> {

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
    Issuers issuers;

    @Override
    protected @Nullable Issuers service() {
        return issuers;
    }

    @Override
    public void run(PrintStream out, Issuers target, Actor operator) {
        var scope = new IssuerScope(branch);
        if (!changes.isEmpty()) {
            target.change(scope, IssuerDetailsFields.changed(held(target, scope).details(), changes), operator);
        }
        if (logo != null) {
            draw(target, scope, logo, operator);
        }
        if (drop) {
            target.drop(scope.branch().orElseThrow(), operator);
        }
        print(out, held(target, scope), scope);
    }

    private static void draw(Issuers target, IssuerScope scope, String file, Actor operator) {
        if (file.equals("none")) {
            target.removeLogo(scope, operator);
            return;
        }
        try {
            target.changeLogo(scope, Files.readAllBytes(Path.of(file)), operator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Issuer held(Issuers target, IssuerScope scope) {
        return target.own(scope)
                .filter(Issuer::active)
                .orElseGet(() -> scope.branch().map(target::of).orElse(Issuer.NOBODY));
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
