package org.schoolcrm.observability.health;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.framework.ServiceReference;

/** Checks that find what a test says, under every tag, or hang. */
public final class ScriptedChecks implements HealthCheckExecutor {

    private final Map<String, Result> found = new LinkedHashMap<>();
    private final List<String> hanging = new ArrayList<>();
    private boolean away;
    private int asked;

    public ScriptedChecks finds(String check, Result.Status status, String message) {
        found.put(check, new Result(status, message));
        hanging.remove(check);
        return this;
    }

    public ScriptedChecks hangs(String check) {
        finds(check, Result.Status.WARN, "Timeout: Check still running after 2000ms");
        hanging.add(check);
        return this;
    }

    void leave() {
        away = true;
    }

    int asked() {
        return asked;
    }

    @Override
    public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector) {
        return execute(selector, new HealthCheckExecutionOptions());
    }

    @Override
    public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector, HealthCheckExecutionOptions options) {
        asked++;
        if (away) {
            throw new IllegalStateException("The executor has left");
        }
        return found.entrySet().stream()
                .map(one -> result(one.getKey(), one.getValue()))
                .toList();
    }

    private HealthCheckExecutionResult result(String check, Result result) {
        return new HealthCheckExecutionResult() {
            @Override
            public Result getHealthCheckResult() {
                return result;
            }

            @Override
            public long getElapsedTimeInMs() {
                return 5;
            }

            @Override
            public Date getFinishedAt() {
                return Date.from(Instant.EPOCH);
            }

            @Override
            public boolean hasTimedOut() {
                return hanging.contains(check);
            }

            @Override
            public HealthCheckMetadata getHealthCheckMetadata() {
                return new HealthCheckMetadata(reference(check));
            }
        };
    }

    private static ServiceReference<?> reference(String check) {
        return (ServiceReference<?>) Proxy.newProxyInstance(
                ScriptedChecks.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, with) -> method.getName().equals("getProperty") ? property(check, with[0]) : null);
    }

    private static Object property(String check, Object key) {
        return key.equals("service.id") ? Long.valueOf(1) : key.equals(HealthCheck.NAME) ? check : null;
    }
}
