package org.schoolcrm.shell.channel;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.Consent;

/** Notes that a customer does not agree to be written to by a channel; what waits there is held back. */
@Service
@Command(
        scope = "channel",
        name = "consent-withdraw",
        description = "Notes that a customer does not agree to a channel; what waits there is held back")
public final class ConsentWithdraw extends ConsentNote {

    @Override
    Consent said() {
        return Consent.WITHDRAWN;
    }
}
