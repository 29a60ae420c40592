package org.schoolcrm.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Processes that take all the processor time that they can get, until they are closed. */
public final class BusyProcesses implements AutoCloseable {

    private final List<Process> processes;

    public BusyProcesses(int number) {
        this.processes = IntStream.range(0, number).mapToObj(one -> start()).toList();
    }

    private static Process start() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx16m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BusyProcesses.class.getName())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What such a process does; it ends with the one that has started it. */
    public static void main(String... arguments) {
        var parent = ProcessHandle.current().parent();
        long spun = 0;
        while (parent.map(ProcessHandle::isAlive).orElse(false)) {
            for (int turn = 0; turn < 100_000_000; turn++) {
                spun += turn;
            }
        }
        System.out.println(spun);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
