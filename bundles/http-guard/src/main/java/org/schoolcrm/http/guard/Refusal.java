package org.schoolcrm.http.guard;

import java.time.Duration;

/** Why a request goes no further: a status, and how long to wait, zero for not at all. */
record Refusal(int status, Duration retryAfter) {

    static final int BAD_REQUEST = 400;
    static final int TIMEOUT = 408;
    static final int TOO_LARGE = 413;
    static final int TOO_MANY = 429;
    static final int NOT_IMPLEMENTED = 501;

    static Refusal of(int status) {
        return new Refusal(status, Duration.ZERO);
    }
}
