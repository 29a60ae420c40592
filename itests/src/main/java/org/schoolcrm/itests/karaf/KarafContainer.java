package org.schoolcrm.itests.karaf;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Karaf with the demo for all test classes that ask for it; the tests look at it from outside. */
public final class KarafContainer implements ParameterResolver {

    /** The running container, as a test sees it. */
    public record Karaf(URI home, Operator operator, KarafProcess process) {

        public Browser browser() {
            return new Browser(home);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Karaf.class;
    }

    @Override
    public Karaf resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(KarafContainer.class, key -> new Running(), Running.class)
                .karaf;
    }

    private static final class Running implements AutoCloseable {

        private final KarafProcess process =
                new KarafProcess("shared").set("CRM_LOGIN_WINDOW_SECONDS", "60").start();
        private final Karaf karaf = new Karaf(process.home(), process.operator(), process);

        @Override
        public void close() {
            process.close();
        }
    }
}
