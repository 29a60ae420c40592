package org.schoolcrm.rest.school;

import java.util.List;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CustomerName;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Guard;

/** The CRM's customers, for pickers. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
public class CustomerResource {

    private static final int SHOWN = 20;

    private final Customers customers;

    public CustomerResource(Customers customers) {
        this.customers = customers;
    }

    /** Those whose name, phone or e-mail contains the text, the first twenty by name. */
    @GET
    public List<CustomerName> search(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("text") @DefaultValue("") String text) {
        return customers.search(guard.open(Permission.INVOICE_READ, new BranchId(branch)), text, SHOWN);
    }
}
