package org.schoolcrm.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The H2 address that ships keeps its word when the process is killed. */
class KilledOnH2Test {

    private static final Path SHIPPED =
            Path.of("../karaf-assembly/src/main/resources/etc/org.ops4j.datasource-crm.cfg");
    private static final Pattern DEFAULT_URL = Pattern.compile("(?m)^url = \\$\\{env:CRM_DB_URL:-(.+)}$");
    private static final int KILLS = 3;
    private static final int ACKNOWLEDGED = 200;

    @Test
    void what_was_committed_just_before_a_kill_is_there_after_it(@TempDir Path data) throws Exception {
        var url = shippedUrl(data);
        for (int kill = 1; kill <= KILLS; kill++) {
            int last = acknowledgedBeforeKill(url, kill * ACKNOWLEDGED);

            assertThat(highest(url)).isGreaterThanOrEqualTo(last);
        }
    }

    private static String shippedUrl(Path data) throws IOException {
        var found = DEFAULT_URL.matcher(Files.readString(SHIPPED));
        assertThat(found.find()).isTrue();
        return found.group(1).replace("${karaf.data}", data.toString());
    }

    private static int acknowledgedBeforeKill(String url, int enough) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = 0;
        try (var told = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = told.readLine(); line != null; line = told.readLine()) {
                last = Math.max(last, Integer.parseInt(line));
                if (last >= enough) {
                    // Through its handle, which leaves open what it has said already.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(last).isGreaterThanOrEqualTo(enough);
        return last;
    }

    private static int highest(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "crm", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(id) from acknowledged")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
