package org.schoolcrm.host.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** The CRM's option of SMS and e-mail mailings (R005, R006, R111). */
@ConsumerType
public interface MailingOption {

    State state(BranchId branch);

    /** Off refuses every sending; a trial sends like a paid option. */
    enum State {
        OFF,
        TRIAL,
        ON;

        public boolean sends() {
            return this != OFF;
        }
    }
}
