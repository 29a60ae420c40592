package org.schoolcrm.runtime.api;

/** Which job: its kind names the handler, its key what the handler is to look at. There is one job per id. */
public record JobId(String kind, String key) {

    public JobId {
        if (kind.isBlank() || kind.indexOf('/') >= 0) {
            throw new IllegalArgumentException("A kind is a word without a slash, not '" + kind + "'");
        }
    }

    /** Reads what {@link #toString} wrote. */
    public static JobId parse(String text) {
        int slash = text.indexOf('/');
        return new JobId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return kind + "/" + key;
    }
}
