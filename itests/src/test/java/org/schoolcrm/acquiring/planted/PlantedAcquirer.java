package org.schoolcrm.acquiring.planted;

import org.schoolcrm.acquiring.stripe.StripeAcquirer;

/** Breaks the rule of adapters, which has to notice it. */
public final class PlantedAcquirer {

    public String neighbour() {
        return StripeAcquirer.class.getName();
    }
}
