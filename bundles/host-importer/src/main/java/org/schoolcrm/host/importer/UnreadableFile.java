package org.schoolcrm.host.importer;

/** A file that makes no sense as a whole. */
public final class UnreadableFile extends RuntimeException {

    private final transient Finding finding;

    UnreadableFile(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
