package org.schoolcrm.host.demo.imports;

/** A file that makes no sense as a whole. */
final class UnreadableFile extends RuntimeException {

    private final transient Finding finding;

    UnreadableFile(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
