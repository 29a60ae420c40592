package org.schoolcrm.mailing.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;
import org.schoolcrm.mailing.spi.ConsentStore;

/** Consents in memory, of one branch. */
public final class ConsentMemory implements ConsentStore {

    private final List<Known> known = new ArrayList<>();

    @Override
    public List<Known> of(BranchId branch, Collection<CustomerId> customers) {
        return known.stream().filter(one -> customers.contains(one.customer())).toList();
    }

    @Override
    public void put(BranchId branch, Known consent) {
        known.removeIf(one ->
                one.customer().equals(consent.customer()) && one.channel().equals(consent.channel()));
        if (consent.consent() != Consent.UNKNOWN) {
            known.add(consent);
        }
    }
}
