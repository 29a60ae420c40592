package org.schoolcrm.http.guard;

import java.util.Locale;

/**
 * Classes of addresses; each has a limit of its own for bodies (kB) and for requests of one client in a minute (H13). Which
 * addresses they are is a setting, and the first class that an address fits is its own.
 */
enum Kind {
    /** Forms of people who are not logged in yet. */
    LOGIN(16, 600),
    /** Calls of banks and message providers. */
    HOOKS(64, 6_000),
    /** Pages that payers open. */
    PAY(16, 600),
    /** Forms of banks that run in this node. */
    BANK(16, 600),
    /** Files that a person hands in. */
    UPLOAD(32 * 1024, 600),
    /** Streams of events, which stay open; they have no body. */
    EVENTS(0, 600),
    /** The REST API. */
    API(1024, 6_000),
    /** Pages and their files. */
    OTHER(64, 6_000);

    private final int kilobytes;
    private final int perMinute;

    Kind(int kilobytes, int perMinute) {
        this.kilobytes = kilobytes;
        this.perMinute = perMinute;
    }

    int kilobytes() {
        return kilobytes;
    }

    int perMinute() {
        return perMinute;
    }

    /** Whether whoever asks expects JSON, of refusals too. */
    boolean isApi() {
        return this == API || this == UPLOAD || this == EVENTS;
    }

    /** Whether the address is a secret itself. */
    boolean hidesPath() {
        return this == HOOKS || this == PAY || this == BANK;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
