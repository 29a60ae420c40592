package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Site;

/** The links of invoices: their tokens are kept sealed and opened only to show a link again (R040, R153). */
public final class InvoiceLinks {

    private final InvoiceStore store;
    private final Secrets secrets;
    private final Site site;

    public InvoiceLinks(InvoiceStore store, Secrets secrets, Site site) {
        this.store = store;
        this.secrets = secrets;
        this.site = site;
    }

    String of(InvoiceId id) {
        return of(id, store.sealedToken(id).orElseThrow(() -> INVOICE_UNKNOWN.refuse(id)));
    }

    /** Of those that exist. */
    Map<InvoiceId, String> of(Collection<InvoiceId> ids) {
        return store.sealedTokens(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, sealed -> of(sealed.getKey(), sealed.getValue())));
    }

    String of(String token) {
        return site.at("/i/" + token).toString();
    }

    String seal(InvoiceId id, InvoiceToken token) {
        return secrets.seal(token.text(), place(id));
    }

    private String of(InvoiceId id, String sealedToken) {
        return of(secrets.open(sealedToken, place(id)));
    }

    private static Secrets.Place place(InvoiceId id) {
        return new Secrets.Place("invoice", id.toString(), "token");
    }
}
