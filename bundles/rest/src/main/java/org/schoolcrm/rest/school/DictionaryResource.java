package org.schoolcrm.rest.school;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.Dictionaries;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.rest.http.Guard;

/** The CRM's own lists that forms choose from: study statuses, subjects, lesson types. */
@Path("/dictionaries")
@Produces(MediaType.APPLICATION_JSON)
public class DictionaryResource {

    private final Customers customers;

    public DictionaryResource(Customers customers) {
        this.customers = customers;
    }

    @GET
    public Dictionaries show(@Context Guard guard, @QueryParam("branch") long branch) {
        return customers.dictionaries(guard.open(Permission.MAILING_READ, new BranchId(branch)));
    }
}
