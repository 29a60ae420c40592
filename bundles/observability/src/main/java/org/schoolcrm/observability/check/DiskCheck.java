package org.schoolcrm.observability.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** Whether there is room for logs, and for the database where it is a file. */
public final class DiskCheck extends Check {

    private static final long MEGABYTE = 1024 * 1024L;

    private final Space space;
    private final int enough;
    private final int critical;

    /** Of the folder, in megabytes. */
    public DiskCheck(String folder, int enough, int critical) {
        this(() -> Files.getFileStore(Path.of(folder)).getUsableSpace(), enough, critical);
    }

    DiskCheck(Space space, int enough, int critical) {
        super(Result.Status.WARN);
        this.space = space;
        this.enough = enough;
        this.critical = critical;
    }

    @Override
    void look(FormattingResultLog log) {
        try {
            long free = space.bytes() / MEGABYTE;
            if (free < critical) {
                log.critical("{} MB free, less than {}", free, critical);
            } else if (free < enough) {
                log.warn("{} MB free, less than {}", free, enough);
            } else {
                log.info("{} MB free", free);
            }
        } catch (IOException e) {
            log.critical("The data folder cannot be looked at: {}", e.getMessage());
        }
    }

    /** How much may still be written. */
    @FunctionalInterface
    interface Space {

        long bytes() throws IOException;
    }
}
