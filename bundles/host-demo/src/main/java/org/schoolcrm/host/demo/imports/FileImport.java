package org.schoolcrm.host.demo.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.host.spi.BranchId;

/**
 * One file on its way into the school.
 *
 * @param by who handed it in
 * @param bytesRead how far the check has come
 * @param total how many lines the check has found
 * @param line the last line that is written, while lines are written one batch after another
 * @param tally what the check expects, or what has been written so far
 * @param preview the first lines as JSON
 */
public record FileImport(
        long id,
        BranchId branch,
        ImportKind kind,
        String file,
        String by,
        ImportState state,
        @Nullable ImportMode mode,
        Instant started,
        long bytes,
        long bytesRead,
        long total,
        long line,
        Tally tally,
        String preview) {}
