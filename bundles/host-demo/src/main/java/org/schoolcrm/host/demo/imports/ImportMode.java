package org.schoolcrm.host.demo.imports;

/** What becomes of a file that has wrong lines. */
public enum ImportMode {
    /** One wrong line, and nothing of the file is written. */
    ALL_OR_NOTHING,
    /** What is right is written, what is wrong is reported. */
    VALID_LINES
}
