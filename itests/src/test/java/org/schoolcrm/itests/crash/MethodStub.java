package org.schoolcrm.itests.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** A service of which one method does something else. */
final class MethodStub {

    private MethodStub() {}

    /** What a method does instead; it may still do the right thing as well. */
    interface Deed {

        Object of(Object[] values, Callable<Object> right) throws Exception;
    }

    static <T> T of(Class<T> type, T real, String name, Deed deed) {
        return type.cast(Proxy.newProxyInstance(
                MethodStub.class.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                    Callable<Object> right = () -> {
                        try {
                            return method.invoke(real, values);
                        } catch (InvocationTargetException e) {
                            if (e.getCause() instanceof Error error) {
                                throw error;
                            }
                            throw (Exception) e.getCause();
                        }
                    };
                    return method.getName().equals(name) ? deed.of(values, right) : right.call();
                }));
    }
}
