package org.schoolcrm.shell.channel;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.schoolcrm.mailing.api.Consent;

/** Notes that a customer agrees to be written to by a channel; what was held back for it goes on. */
@Service
@Command(
        scope = "channel",
        name = "consent-give",
        description = "Notes that a customer agrees to a channel; what was held back for it goes on")
public final class ConsentGive extends ConsentNote {

    @Override
    Consent said() {
        return Consent.GIVEN;
    }
}
