package org.schoolcrm.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.http.BodyChecks;

/** What our values look like as JSON; records become components of their own. */
final class Schemas {

    private static final Map<Class<?>, String> PLAIN = Map.of(
            boolean.class, "boolean",
            Boolean.class, "boolean",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer");
    private static final Map<Class<?>, String> FORMATS =
            Map.of(Instant.class, "date-time", LocalDate.class, "date", LocalDateTime.class, "local-date-time");

    private final ObjectNode components;
    private final Map<String, Class<?>> types = new HashMap<>();

    Schemas(ObjectNode components) {
        this.components = components;
    }

    ObjectNode of(Type type) {
        var schema = JsonNodeFactory.instance.objectNode();
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            var raw = (Class<?>) generic.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                schema.put("type", "array").set("items", of(arguments[0]));
            } else if (Map.class.isAssignableFrom(raw)) {
                schema.put("type", "object").set("additionalProperties", of(arguments[1]));
            } else if (raw.isRecord() && arguments[0] instanceof Class<?> item) {
                schema.put("$ref", "#/components/schemas/" + component(name(item) + raw.getSimpleName(), raw, item));
            }
            return schema;
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        return type instanceof Class<?> plain ? plain(schema, plain) : schema;
    }

    private ObjectNode plain(ObjectNode schema, Class<?> type) {
        if (PLAIN.containsKey(type)) {
            schema.put("type", PLAIN.get(type));
        } else if (FORMATS.containsKey(type)) {
            schema.put("type", "string").put("format", FORMATS.get(type));
        } else if (type.isEnum()) {
            var names = schema.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .map(one -> ((Enum<?>) one).name())
                    .forEach(names::add);
        } else if (isId(type)) {
            schema.put("type", "integer").put("format", "int64");
        } else if (type.isRecord()) {
            var name = types.getOrDefault(name(type), type).equals(type) ? name(type) : longName(type);
            schema.put("$ref", "#/components/schemas/" + component(name, type, Void.class));
        } else if (type == String.class || type.getName().startsWith("java.")) {
            schema.put("type", "string");
        }
        return schema;
    }

    /** @param item what the record holds a list of, if it leaves that open */
    private String component(String name, Class<?> type, Class<?> item) {
        if (types.put(name, type) == null) {
            var schema = components.putObject(name).put("type", "object").put("additionalProperties", false);
            var properties = schema.putObject("properties");
            for (var part : type.getRecordComponents()) {
                var partName = type == Money.class && part.getName().equals("minor") ? "amount" : part.getName();
                var described = of(filled(part.getGenericType(), item));
                if (BodyChecks.isNullable(part)) {
                    described = orNull(described);
                } else {
                    schema.withArray("required").add(partName);
                }
                properties.set(partName, described);
            }
        }
        return name;
    }

    /** What stands beside a reference does not count, so it is wrapped. */
    private static ObjectNode orNull(ObjectNode schema) {
        if (!schema.has("$ref")) {
            return schema.put("nullable", true);
        }
        var wrapped = JsonNodeFactory.instance.objectNode().put("nullable", true);
        wrapped.putArray("allOf").add(schema);
        return wrapped;
    }

    /** A list of whatever is a list of the item. */
    private static Type filled(Type declared, Class<?> item) {
        return declared instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof TypeVariable<?>
                ? new ListOf(item)
                : declared;
    }

    /** {@code List<Item>}. */
    private record ListOf(Class<?> item) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    /** Nested records carry the name of what they belong to, unless that is a resource. */
    private static String name(Class<?> type) {
        var outer = type.getEnclosingClass();
        return outer == null || outer.getSimpleName().endsWith("Resource")
                ? type.getSimpleName()
                : name(outer) + type.getSimpleName();
    }

    /** Of two records with one name the second is called after its resource too. */
    private static String longName(Class<?> type) {
        return type.getEnclosingClass().getSimpleName().replace("Resource", "") + type.getSimpleName();
    }

    private static boolean isId(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getName().equals("value")
                && type.getRecordComponents()[0].getType() == long.class;
    }
}
