package org.schoolcrm.observability.check;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Secrets.Place;

/** Whether there is a key that seals secrets, and opens them again. */
public final class KeysCheck extends Check {

    private static final Place NOWHERE = new Place("health", "0", "probe");
    private static final String PROBE = "probe";

    private final Secrets secrets;

    public KeysCheck(Secrets secrets) {
        super(Result.Status.CRITICAL);
        this.secrets = secrets;
    }

    @Override
    void look(FormattingResultLog log) {
        try {
            if (secrets.open(secrets.seal(PROBE, NOWHERE), NOWHERE).equals(PROBE)) {
                log.info("Secrets can be sealed and opened");
            } else {
                log.critical("A secret opens to something else");
            }
        } catch (IllegalStateException e) {
            log.critical("Secrets cannot be opened: {}", e.getMessage());
        }
    }
}
