package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What processes have used, as the kernel counts it. */
final class Usage {

    private static final int PARENT = 3;
    private static final int USER = 13;
    private static final long MILLIS_A_TICK = 10;

    private Usage() {}

    /** Processor time of a process so far, in milliseconds. */
    static long cpuMillis(long pid) {
        return ticks(stat(pid), 2) * MILLIS_A_TICK;
    }

    /** Processor time of all processes of the server so far, the ended ones included, in milliseconds. */
    static long cpuMillisOfServer(long postmaster) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            long children = processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(name -> stat(Long.parseLong(name)))
                    .filter(stat -> stat.length > USER && stat[PARENT].equals(Long.toString(postmaster)))
                    .mapToLong(stat -> ticks(stat, 2))
                    .sum();
            return (children + ticks(stat(postmaster), 4)) * MILLIS_A_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that all servers of a database descend from. */
    static long postmaster(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return Long.parseLong(stat(row.getLong(1))[PARENT]);
        }
    }

    /** The most memory that a process has had so far, in kB. */
    static long peakKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** The first two times are its own, the next two those of its ended children. */
    private static long ticks(String[] stat, int times) {
        long sum = 0;
        for (int i = USER; i < USER + times && i < stat.length; i++) {
            sum += Long.parseLong(stat[i]);
        }
        return sum;
    }

    /** Without the name of the program, which may contain anything; empty when the process has gone. */
    private static String[] stat(long pid) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return ("0 x" + line.substring(line.lastIndexOf(')') + 1)).strip().split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
