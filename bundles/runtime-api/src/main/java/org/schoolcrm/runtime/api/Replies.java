package org.schoolcrm.runtime.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers to requests that must not be carried out twice. Implemented by {@code persistence}. */
@ConsumerType
public interface Replies {

    /**
     * Takes the key for this request, in the transaction that carries it out; a second caller with the key waits for
     * that transaction to end. Nothing when the key was free, else what it was used for.
     *
     * @param key chosen by the caller, and unique among that caller's keys only
     * @param request a fingerprint of what is asked for
     */
    Optional<Reply> take(Actor caller, String key, String request);

    /** Keeps the answer beside what it tells of. */
    void keep(Actor caller, String key, String answer);

    /** Gives back a key whose request came to nothing. */
    void free(Actor caller, String key);

    /** What a key was used for, and what was answered; the answer is empty while the request is under way. */
    record Reply(String request, String answer) {}
}
