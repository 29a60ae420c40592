package org.schoolcrm.rest;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.FieldChecks;

/** Refuses a body in which a field is missing or null that is not {@code @Nullable}, and names them all. */
final class Completeness {

    private final FieldChecks checks = new FieldChecks();

    private Completeness() {}

    static void require(Object body) {
        var completeness = new Completeness();
        completeness.look("", body);
        completeness.checks.refuseAs(RestProblem.BODY_INVALID);
    }

    private void look(String path, @Nullable Object value) {
        if (value == null) {
            checks.require(false, path, RestProblem.FIELD_REQUIRED);
        } else if (value instanceof Record && value.getClass().getName().startsWith("org.schoolcrm.")) {
            for (var component : value.getClass().getRecordComponents()) {
                var part = part(component, value);
                if (part != null || !isNullable(component)) {
                    look(path.isEmpty() ? component.getName() : path + "." + component.getName(), part);
                }
            }
        } else if (value instanceof Collection<?> many) {
            int place = 0;
            for (var one : many) {
                look(path + "[" + place++ + "]", one);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> look(path + "." + key, one));
        }
    }

    static boolean isNullable(RecordComponent component) {
        return isMarked(component.getAnnotatedType()) || isMarked(component);
    }

    private static boolean isMarked(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object part(RecordComponent component, Object value) {
        try {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
