package org.schoolcrm.rest.school;

import java.util.List;
import java.util.Set;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.forecast.ForecastView;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.runtime.api.Clock;

/** The accounts that an invoice can be put on: «Клиентский счет» (R017). */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private final Customers customers;
    private final Branches branches;
    private final Clock clock;

    public AccountResource(Customers customers, Branches branches, Clock clock) {
        this.customers = customers;
        this.branches = branches;
        this.clock = clock;
    }

    /** An account; {@code name} is that of its subscription, null for the base account. */
    public record AccountView(AccountId account, @Nullable String name, Money balance, int lessonsLeft) {}

    @GET
    public List<AccountView> ofCustomer(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        var where = branches.find(guard.open(Permission.INVOICE_READ, new BranchId(branch)))
                .orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        var today = clock.today(where.zone());
        return customers
                .facts(where.id(), Set.of(new CustomerId(customer)), new DateRange(today, today), clock.now())
                .stream()
                .flatMap(facts -> facts.accounts().stream()
                        .map(account -> new AccountView(
                                account.id(),
                                ForecastView.accountName(facts, account.id()),
                                account.balance(),
                                account.lessonsLeft())))
                .toList();
    }
}
