package org.schoolcrm.host.importer;

import java.util.List;

/** How many lines met which fate. */
public record Tally(long added, long changed, long unchanged, long wrong) {

    public static final Tally NONE = new Tally(0, 0, 0, 0);

    static Tally of(List<Entry.Outcome> outcomes) {
        return new Tally(
                count(outcomes, Entry.Outcome.ADDED),
                count(outcomes, Entry.Outcome.CHANGED),
                count(outcomes, Entry.Outcome.UNCHANGED),
                count(outcomes, Entry.Outcome.WRONG));
    }

    public Tally plus(Tally more) {
        return new Tally(added + more.added, changed + more.changed, unchanged + more.unchanged, wrong + more.wrong);
    }

    public long lines() {
        return added + changed + unchanged + wrong;
    }

    private static long count(List<Entry.Outcome> outcomes, Entry.Outcome which) {
        return outcomes.stream().filter(one -> one == which).count();
    }
}
