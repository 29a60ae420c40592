package org.schoolcrm.host.importer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that has been understood, as far as it can be.
 *
 * @param row what it says; of no use when something was found wrong
 * @param known what an earlier file brought under the same number
 */
public record Entry<R extends Record>(
        long line, String externalId, R row, @Nullable Known known, List<Finding> found) {

    /** What becomes of a line. */
    public enum Outcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        WRONG
    }

    /** The same words as last time change nothing, so a repeated file never undoes what people have done since. */
    public Outcome outcome() {
        if (!found.isEmpty()) {
            return Outcome.WRONG;
        }
        return known == null
                ? Outcome.ADDED
                : MessageDigest.isEqual(known.fingerprint(), fingerprint()) ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    /** Of the values, with the names of the row and its components: renaming one makes every line look changed. */
    public byte[] fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(row.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The same entry under its number in the CRM. */
    public Entry<R> as(Known added) {
        return new Entry<>(line, externalId, row, added, found);
    }

    public long id() {
        if (known == null) {
            throw new IllegalStateException("Line " + line + " has no number yet");
        }
        return known.id();
    }
}
