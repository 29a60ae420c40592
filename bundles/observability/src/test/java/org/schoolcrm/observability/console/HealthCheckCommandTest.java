package org.schoolcrm.observability.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.hc.api.Result.Status;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.HealthTag;
import org.schoolcrm.observability.health.ScriptedChecks;

/** The operator sees what was found, and a script fails where a node is not well. */
class HealthCheckCommandTest {

    private final ScriptedChecks checks = new ScriptedChecks();
    private final HealthMonitor monitor = new HealthMonitor(checks);
    private final HealthCheckCommand command = new HealthCheckCommand();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void find() {
        checks.finds("database", Status.OK, "H2 answers").finds("disk", Status.WARN, "500 MB free");
    }

    @AfterEach
    void end() {
        monitor.close();
    }

    @Test
    void every_check_has_a_line_and_a_warning_is_no_failure() throws CommandException {
        monitor.start();
        await().until(() -> monitor.report(HealthTag.BUSINESS).isUp());

        assertThat(print()).contains("database", "H2 answers", "500 MB free", "WARN", "business");
    }

    @Test
    void json_is_a_report_a_line() throws CommandException {
        monitor.start();
        await().until(() -> monitor.report(HealthTag.READY).isUp());
        command.tag = "ready";
        command.json = true;

        assertThat(print()).startsWith("{\"tag\":\"ready\",\"status\":\"WARN\"").hasLineCount(1);
    }

    @Test
    void a_node_that_is_not_well_fails_the_command() {
        command.tag = "ready";

        assertThatThrownBy(this::print).isInstanceOf(CommandException.class).hasMessage("This node is not well");
    }

    @Test
    void a_word_that_is_no_tag_is_named() {
        command.tag = "redy";

        assertThatThrownBy(this::print).hasMessageContaining("live, ready, startup and business, not redy");
    }

    private String print() throws CommandException {
        command.print(new PrintStream(out, true, StandardCharsets.UTF_8), monitor);
        return out.toString(StandardCharsets.UTF_8);
    }
}
