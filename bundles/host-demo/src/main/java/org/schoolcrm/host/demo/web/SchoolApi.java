package org.schoolcrm.host.demo.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.TableCustomers;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.UiExtension;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.runtime.api.Clock;

/** What the shell asks its own server: who I am, what bundles add, which customers there are. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class SchoolApi {

    private static final int PAGE = 50;

    private final Contributions contributions;
    private final SessionCallers callers;
    private final TableBranches branches;
    private final TableCustomers customers;
    private final Clock clock;
    private final BranchAccess access;

    public SchoolApi(
            Contributions contributions,
            SessionCallers callers,
            TableBranches branches,
            TableCustomers customers,
            Clock clock) {
        this.contributions = contributions;
        this.callers = callers;
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
        this.access = new BranchAccess(branches, callers);
    }

    /** Who is logged in, and where they work. */
    public record Me(String name, String language, List<Map<String, Object>> branches) {}

    /** A customer in a list. */
    public record FoundCustomer(long id, String name) {}

    /**
     * Customers by name.
     *
     * @param next the last of them if there are more after it
     */
    public record FoundCustomers(
            List<FoundCustomer> items, @Nullable Long next) {}

    /** An extension as the shell needs it. */
    public record Extension(
            String id, String point, Map<String, String> titles, String module, String element, String route) {}

    @GET
    @Path("me")
    public Me me(@Context HttpServletRequest request) {
        var caller = caller(request);
        return new Me(
                caller.name(),
                caller.language().toLanguageTag(),
                branches.all().stream()
                        .filter(branch -> caller.permissions().containsKey(branch.id()))
                        .map(branch -> Map.<String, Object>of(
                                "id", branch.id().value(),
                                "name", branch.name(),
                                "zone", branch.zone().getId(),
                                "currency", branch.currency().getCurrencyCode(),
                                "imports", mayImport(request, branch.id())))
                        .toList());
    }

    @GET
    @Path("branches/{branch}/extensions")
    public List<Extension> extensions(@Context HttpServletRequest request, @PathParam("branch") long branch) {
        access.look(request, branch);
        var caller = caller(request);
        return contributions.all().stream()
                .flatMap(one -> one.extensions().stream()
                        .filter(extension -> caller.may(extension.permission(), new BranchId(branch)))
                        .sorted(Comparator.comparing(UiExtension::order))
                        .map(extension -> new Extension(
                                extension.id(),
                                extension.point().name(),
                                extension.titles(),
                                one.addressOf(extension.module()),
                                extension.element(),
                                extension.route())))
                .toList();
    }

    @GET
    @Path("branches/{branch}/customers")
    public FoundCustomers customers(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @QueryParam("text") @Nullable String text,
            @QueryParam("after") @Nullable Long after) {
        var home = access.look(request, branch).id();
        var last = after == null ? null : new CustomerId(after);
        var found = customers.search(home, Parameters.text("text", text), last, PAGE + 1).stream()
                .map(one -> new FoundCustomer(one.id().value(), one.name()))
                .toList();
        return found.size() > PAGE
                ? new FoundCustomers(found.subList(0, PAGE), found.get(PAGE - 1).id())
                : new FoundCustomers(found, null);
    }

    @GET
    @Path("branches/{branch}/customers/{customer}")
    public CustomerCard customer(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("customer") long customer) {
        var home = access.look(request, branch);
        var now = clock.now();
        var today = clock.today(home.zone());
        var window = new DateRange(today.minusDays(7), today.plusDays(30));
        return customers.facts(home.id(), Set.of(new CustomerId(customer)), window, now).stream()
                .findFirst()
                .map(facts -> CustomerCard.of(facts, home.zone()))
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer));
    }

    private boolean mayImport(HttpServletRequest request, BranchId branch) {
        return callers.userOf(SessionCookie.facts(request))
                .map(user -> user.roles().get(branch))
                .filter(Role::imports)
                .isPresent();
    }

    private Caller caller(HttpServletRequest request) {
        return callers.whoIs(SessionCookie.facts(request)).orElseThrow(CommonProblem.NOT_LOGGED_IN::refuse);
    }
}
