package org.schoolcrm.observability.check;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.service.blueprint.container.ServiceUnavailableException;

/** A part of the system that answers always the same, or is away as Blueprint has it. */
final class Part {

    private Part() {}

    /** What it answers, by the name of the method. */
    static <T> T of(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                Part.class.getClassLoader(), new Class<?>[] {type}, (self, method, with) -> {
                    var answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    if (answer instanceof Exception failure) {
                        throw failure;
                    }
                    return answer;
                }));
    }

    static <T> T away(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                Part.class.getClassLoader(), new Class<?>[] {type}, (self, method, with) -> {
                    throw new ServiceUnavailableException("away", "(objectClass=" + type.getName() + ")");
                }));
    }
}
