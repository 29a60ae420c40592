package org.schoolcrm.webhooks;

import javax.ws.rs.Path;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Meters;

/** Receives banks' calls at {@code /hooks/<provider>/<merchant-key>[/<type>]}. */
@Path(BankHooks.ADDRESS)
public final class BankHooks extends HookResource {

    static final String ADDRESS = "/banks";

    private final Acquiring acquiring;

    public BankHooks(Acquiring acquiring, Clock clock, Meters meters) {
        super(clock, meters);
        this.acquiring = acquiring;
    }

    @Override
    protected WebhookReply receive(String provider, String key, RawWebhook webhook) {
        return acquiring.receive(provider, key, webhook);
    }
}
