package org.schoolcrm.rest.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.FieldChecks;

/** Refuses a body with a field that is missing but not {@code @Nullable}, or that nobody can mean; names them all. */
public final class BodyChecks {

    private final FieldChecks checks = new FieldChecks();

    private BodyChecks() {}

    static void require(Object body) {
        var all = new BodyChecks();
        all.look("", body);
        all.checks.refuseAs(RestProblem.BODY_INVALID);
    }

    private void look(String path, @Nullable Object value) {
        if (value == null) {
            checks.require(false, path, RestProblem.FIELD_REQUIRED);
        } else if (value instanceof String text) {
            checks.require(Parameters.isText(text), path, RestProblem.FIELD_MALFORMED);
        } else if (value instanceof LocalDate day) {
            checks.require(Parameters.isNear(day), path, RestProblem.FIELD_MALFORMED);
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

    public static boolean isNullable(RecordComponent component) {
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
