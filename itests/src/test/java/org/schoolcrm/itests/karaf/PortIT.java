package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** H4, H5, H9: from another machine only the HTTP port can be reached. */
@ExtendWith(KarafContainer.class)
class PortIT {

    private static final String LISTENS = "0A";

    private final Karaf karaf;

    PortIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @Test
    void only_the_http_port_is_open_beyond_this_machine() throws IOException {
        var open = listening();

        assertThat(open).as("management and console listen too").hasSizeGreaterThan(3);
        assertThat(open)
                .filteredOn(socket -> !socket.isLoopback())
                .singleElement()
                .satisfies(socket ->
                        assertThat(socket.port()).isEqualTo(karaf.home().getPort()));
    }

    /** As the kernel knows it; what belongs to other processes is left out. */
    private Set<Listening> listening() throws IOException {
        var own = new HashSet<String>();
        var process = Path.of("/proc", Long.toString(karaf.process().pid()));
        try (var descriptors = Files.list(process.resolve("fd"))) {
            for (var descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        var found = new TreeSet<Listening>();
        for (var table : new String[] {"tcp", "tcp6"}) {
            for (var line : Files.readAllLines(process.resolve("net/" + table))) {
                var columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENS) && own.contains("socket:[" + columns[9] + "]")) {
                    var address = columns[1].split(":", 2);
                    found.add(new Listening(address[0], Integer.parseInt(address[1], 16)));
                }
            }
        }
        return found;
    }

    /** An address in the kernel's notation: hexadecimal, four bytes at a time turned round. */
    private record Listening(String address, int port) implements Comparable<Listening> {

        boolean isLoopback() {
            return address.equals("0100007F")
                    || address.equals("0000000000000000FFFF00000100007F")
                    || address.equals("00000000000000000000000001000000");
        }

        @Override
        public int compareTo(Listening other) {
            return Integer.compare(port, other.port);
        }
    }
}
