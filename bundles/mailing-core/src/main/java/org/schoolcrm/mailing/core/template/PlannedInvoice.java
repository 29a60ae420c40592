package org.schoolcrm.mailing.core.template;

import java.util.List;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.core.channel.RoutePlan.Station;

/**
 * An invoice to be issued to somebody, and where to send it.
 *
 * @param stations at least one
 */
public record PlannedInvoice(InvoiceDraft draft, CustomerFacts customer, List<Station> stations) {

    public PlannedInvoice {
        stations = List.copyOf(stations);
    }
}
