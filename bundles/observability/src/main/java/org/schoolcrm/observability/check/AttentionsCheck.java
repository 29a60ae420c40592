package org.schoolcrm.observability.check;

import java.util.stream.LongStream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Attentions;

/** Whether something waits that only a person can settle. */
public final class AttentionsCheck extends Check {

    private static final long SCHOOL = 0;
    private static final int MOST = 100;

    private final Branches branches;
    private final Attentions attentions;

    public AttentionsCheck(Branches branches, Attentions attentions) {
        super(Result.Status.WARN);
        this.branches = branches;
        this.attentions = attentions;
    }

    @Override
    void look(FormattingResultLog log) {
        var everywhere = branches.all().stream().map(Branch::id).mapToLong(BranchId::value);
        LongStream.concat(LongStream.of(SCHOOL), everywhere).forEach(branch -> {
            int open = attentions.page(branch, false, Long.MAX_VALUE, MOST).size();
            var where = branch == SCHOOL ? "The whole school" : "Branch " + branch;
            if (open == 0) {
                log.info("{}: nothing needs a person", where);
            } else {
                log.warn("{}: {} need a person", where, open == MOST ? MOST + " or more" : open);
            }
        });
    }
}
