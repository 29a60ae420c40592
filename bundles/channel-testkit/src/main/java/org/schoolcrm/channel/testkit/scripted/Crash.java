package org.schoolcrm.channel.testkit.scripted;

/** Our process dies here: nothing that catches exceptions may catch it. */
public final class Crash extends Error {

    public Crash(String where) {
        super(where);
    }
}
