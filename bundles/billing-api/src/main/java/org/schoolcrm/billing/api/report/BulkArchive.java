package org.schoolcrm.billing.api.report;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** «Отправить в архив» for many invoices at once, in the background; the report says how far it is (R061–R063). */
@ProviderType
public interface BulkArchive {

    /** Archives the chosen invoices; refuses none and too many of them. */
    OperationReport archive(BranchId branch, List<InvoiceId> chosen, Actor actor);

    /** The same for all that match the filter now; those issued later are not among them (R062). */
    OperationReport archiveMatching(InvoiceFilter filter, Actor actor);
}
