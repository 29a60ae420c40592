package org.schoolcrm.itests.crash;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.schoolcrm.itests.crash.CrashPlan.Mode;
import org.schoolcrm.itests.crash.CrashPlan.Point;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** How much is tried: the short form on H2, or with the profile {@code crash-points} everything on PostgreSQL. */
final class CrashSettings {

    private static final int REPEATED = 10;
    private static final boolean EVERYTHING = Boolean.getBoolean("crash.everything");

    private CrashSettings() {}

    static boolean everything() {
        return EVERYTHING;
    }

    static TestDatabase database() {
        return System.getProperty("crash.database", "H2").equals("PostgreSQL")
                ? TestDatabase.postgres()
                : TestDatabase.h2();
    }

    /**
     * The cases of a point. In the short form a node does not die at a point that leaves nothing behind by itself: what
     * is stored then is the same as if it had died at the lasting point before.
     */
    static List<Mode> modes(Point point) {
        return EVERYTHING || point.lasting() ? CrashPlan.CRASHES : List.of(Mode.ANSWER_LOST);
    }

    /**
     * The cases of the points of one flow, asked for in their order. In the short form the same act of the same job is
     * struck only so often: jobs that come round and round do it a hundred times with nothing in between.
     */
    static Function<Point, List<Mode>> modesOfRepeatedActs() {
        var seen = new HashMap<Point, Integer>();
        return point -> EVERYTHING || seen.merge(point, 1, Integer::sum) <= REPEATED ? modes(point) : List.of();
    }
}
