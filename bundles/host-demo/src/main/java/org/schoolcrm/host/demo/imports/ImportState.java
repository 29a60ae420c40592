package org.schoolcrm.host.demo.imports;

/** Where an import stands. Until {@link #WRITING} nothing of the school has been touched. */
public enum ImportState {
    /** The file is arriving. */
    ARRIVING,
    /** A job reads it. */
    CHECKING,
    /** What it would do is known; somebody has to say go. */
    CHECKED,
    /** A job writes it. */
    WRITING,
    /** Written as far as was asked for. */
    DONE,
    /** Nothing was written: the file cannot be read, or all of it was wanted and a line is wrong. */
    REFUSED,
    /** Nobody wanted it any more. */
    DROPPED;

    boolean canBecome(ImportState next) {
        return switch (this) {
            case ARRIVING -> next == CHECKING || next == DROPPED;
            case CHECKING -> next == CHECKED || next == REFUSED || next == DROPPED;
            case CHECKED -> next == WRITING || next == DROPPED;
            case WRITING -> next == DONE || next == REFUSED;
            case DONE, REFUSED, DROPPED -> false;
        };
    }

    public boolean isOver() {
        return this == DONE || this == REFUSED || this == DROPPED;
    }
}
