package org.schoolcrm.host.demo.school;

import java.util.Locale;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.MailingOption;

/** The option of mailings as the demo's configuration sets it, the same for every branch. */
public final class ConfiguredMailingOption implements MailingOption {

    private final State state;

    public ConfiguredMailingOption(String state) {
        this.state = State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    @Override
    public State state(BranchId branch) {
        return state;
    }
}
