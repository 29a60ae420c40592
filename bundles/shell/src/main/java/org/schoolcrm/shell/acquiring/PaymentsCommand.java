package org.schoolcrm.shell.acquiring;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.shell.ServiceCommand;

/** A command about payments. */
public abstract class PaymentsCommand extends ServiceCommand<Payments> {

    @Reference
    @Nullable
    Payments payments;

    @Override
    protected @Nullable Payments service() {
        return payments;
    }
}
