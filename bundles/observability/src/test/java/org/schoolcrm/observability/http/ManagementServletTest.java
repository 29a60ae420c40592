package org.schoolcrm.observability.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.ScriptedChecks;
import org.schoolcrm.observability.metrics.Metrics;
import org.schoolcrm.observability.metrics.QueueGauges;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Where payers come too, nobody learns more than whether the node is ready. */
class ManagementServletTest {

    private final ScriptedChecks checks = new ScriptedChecks().finds("database", Status.CRITICAL, "10.0.0.7 refuses");
    private final HealthMonitor monitor = new HealthMonitor(checks);
    private final Metrics metrics =
            new Metrics(monitor, new QueueGauges(List.of(), new SettableClock("2026-09-01T09:00:00Z")));
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    @AfterEach
    void end() {
        monitor.close();
        metrics.close();
    }

    @Test
    void beside_a_management_address_there_is_readiness_without_detail_alone() throws IOException {
        var servlet = new ManagementServlet(new ManagementPages(monitor, metrics), "127.0.0.1:8182");

        assertThat(ask(servlet, "/health/ready")).isEqualTo("503 not ready\n");
        for (var path : new String[] {"/health/live", "/health/business", "/metrics", "/health"}) {
            assertThat(ask(servlet, path)).as(path).isEqualTo("404 ");
        }
    }

    @Test
    void without_one_the_host_guards_everything_here() throws IOException {
        var servlet = new ManagementServlet(new ManagementPages(monitor, metrics), "");

        assertThat(ask(servlet, "/health/live")).startsWith("200 {\"tag\":\"live\"");
        assertThat(ask(servlet, "/health/ready")).startsWith("503 {\"tag\":\"ready\"");
        assertThat(ask(servlet, "/metrics")).startsWith("200 ");
    }

    private String ask(ManagementServlet servlet, String path) throws IOException {
        body.reset();
        servlet.doGet(
                proxy(HttpServletRequest.class, (name, with) -> name.equals("getServletPath") ? path : null),
                proxy(HttpServletResponse.class, this::respond));
        return status + " " + body.toString(StandardCharsets.UTF_8);
    }

    private Object respond(String name, Object[] with) {
        if (name.equals("setStatus") || name.equals("sendError")) {
            status = (int) with[0];
        }
        return name.equals("getOutputStream") ? new Output() : null;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                ManagementServletTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, with) -> answers.to(method.getName(), with)));
    }

    private interface Answers {

        Object to(String method, Object[] with);
    }

    private final class Output extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int one) {
            body.write(one);
        }
    }
}
