package org.schoolcrm.rest.mailing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.rest.http.RestProblem;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.api.AuditTrail.Filter;
import org.schoolcrm.runtime.api.Clock;

/** How many messages a person can have sent by hand, so that nobody's mailbox is flooded in the school's name (D30). */
public class MessageQuota {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int TO_CUSTOMER = 20;
    private static final int TESTS = 30;
    private static final int TRIALS = 10;

    private final AuditTrail trail;
    private final Clock clock;

    public MessageQuota(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Refuses more than twenty messages a day to one customer. */
    void requireMessage(BranchId branch, CustomerId customer) {
        require(branch, "message.written", "customer:" + customer, DAY, TO_CUSTOMER);
    }

    /** Refuses more than thirty tests an hour from one branch, for their addresses are anybody's. */
    void requireTest(BranchId branch) {
        require(branch, "template.tested", null, HOUR, TESTS);
    }

    /** Refuses more than ten trials of accounts an hour from one branch, or from accounts of the whole school. */
    void requireTrial(BranchId branch) {
        require(branch, "provider-account.tried", null, HOUR, TRIALS);
    }

    private void require(BranchId branch, String action, @Nullable String subject, Duration within, int most) {
        var now = clock.now();
        var filter = new Filter(branch.value(), null, action, subject, now.minus(within), now.plus(within));
        if (trail.page(filter, Long.MAX_VALUE, most).size() >= most) {
            throw RestProblem.MESSAGES_TOO_MANY.refuse(most, within.toHours());
        }
    }
}
