package org.schoolcrm.acquiring.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.PaymentOutcome;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.provider.api.Verification;

/** A history is about the adapter itself only if every question of the core reaches it. */
class SabotagedAcquirerTest {

    private final List<Method> reached = new ArrayList<>();
    private final Acquirer sound = (Acquirer) Proxy.newProxyInstance(
            Acquirer.class.getClassLoader(), new Class<?>[] {Acquirer.class}, (proxy, method, arguments) -> {
                reached.add(method);
                return answer(method.getReturnType());
            });

    @TestFactory
    Stream<DynamicTest> hands_on_every_method_of_the_contract() {
        return Stream.of(Acquirer.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(method -> dynamicTest(method.getName(), () -> {
                    reached.clear();
                    call(method);
                    assertThat(reached).contains(method);
                }));
    }

    /** What becomes of the answer is not the question here. */
    private void call(Method method) throws IllegalAccessException {
        try {
            method.invoke(new SabotagedAcquirer(sound, Set.of()), new @Nullable Object[method.getParameterCount()]);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(NullPointerException.class);
        }
    }

    private static @Nullable Object answer(Class<?> type) {
        return Stream.of(
                        PaymentOutcome.unknown(""),
                        RefundOutcome.unknown(""),
                        Verification.REJECTED,
                        List.of(),
                        Optional.empty(),
                        "")
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }
}
