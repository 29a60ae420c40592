package org.schoolcrm.observability.check;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.runtime.api.Migrations;

/** Whether this node has brought the tables up to date that it works with. */
public final class MigrationsCheck extends Check {

    private final Migrations migrations;
    private final String owners;

    /** Of all of these owners, between commas. */
    public MigrationsCheck(Migrations migrations, String owners) {
        super(Result.Status.CRITICAL);
        this.migrations = migrations;
        this.owners = owners;
    }

    @Override
    void look(FormattingResultLog log) {
        var reached = migrations.reached();
        for (var owner : Names.in(owners)) {
            if (reached.containsKey(owner)) {
                log.info("Tables of {}: version {}", owner, reached.get(owner));
            } else {
                log.critical("Tables of {} are not up to date yet", owner);
            }
        }
    }
}
