package org.schoolcrm.http.guard;

import java.util.HashMap;
import java.util.Map;

/** How many of something each client has at once. */
final class Tally {

    private final Map<String, Integer> counts = new HashMap<>();
    private int all;

    /** Takes one more, unless the client or everybody together has as many as that already. */
    synchronized boolean take(String client, int ofOne, int ofAll) {
        int present = counts.getOrDefault(client, 0);
        if (present >= ofOne || all >= ofAll) {
            return false;
        }
        counts.put(client, present + 1);
        all++;
        return true;
    }

    synchronized void giveBack(String client) {
        counts.computeIfPresent(client, (key, present) -> present == 1 ? null : present - 1);
        all--;
    }
}
