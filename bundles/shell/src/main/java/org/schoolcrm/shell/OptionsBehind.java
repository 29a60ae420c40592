package org.schoolcrm.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;

/**
 * Options that stand behind the arguments, where Karaf itself takes them for arguments: a command has a last argument that
 * takes any number of words, and what of it begins with two dashes is an option here. Where that argument is called
 * "options", any other word is one too many.
 */
final class OptionsBehind {

    private static final String NOTHING_ELSE = "options";

    private OptionsBehind() {}

    @SuppressWarnings("unchecked")
    static void read(Object command) {
        for (var field : fields(command)) {
            var argument = field.getAnnotation(Argument.class);
            if (argument != null && argument.multiValued()) {
                var rest = rest(command, (List<String>) value(command, field));
                if (argument.name().equals(NOTHING_ELSE) && !rest.isEmpty()) {
                    throw new IllegalArgumentException("There is a word too many: " + rest.get(0));
                }
                set(command, field, rest);
            }
        }
    }

    /** Words that are no option, after the options have been read. */
    private static List<String> rest(Object command, List<String> words) {
        var rest = new ArrayList<String>();
        for (var left = words.iterator(); left.hasNext(); ) {
            var word = left.next();
            if (!word.startsWith("--")) {
                rest.add(word);
                continue;
            }
            var named = word.split("=", 2);
            var field = option(command, named[0]);
            if (named.length > 1) {
                set(command, field, converted(named[1], field.getType()));
            } else if (field.getType() == boolean.class) {
                set(command, field, true);
            } else if (left.hasNext()) {
                set(command, field, converted(left.next(), field.getType()));
            } else {
                throw new IllegalArgumentException("Say a value behind " + word);
            }
        }
        return rest;
    }

    private static Field option(Object command, String name) {
        return fields(command).stream()
                .filter(field -> field.isAnnotationPresent(Option.class))
                .filter(field -> field.getAnnotation(Option.class).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no option " + name + ": the command with --help lists them."));
    }

    private static Object converted(String text, Class<?> type) {
        if (type == boolean.class) {
            return Boolean.parseBoolean(text);
        }
        if (type == long.class) {
            return Long.parseLong(text);
        }
        return type == int.class ? (Object) Integer.parseInt(text) : text;
    }

    private static List<Field> fields(Object command) {
        return Stream.<Class<?>>iterate(command.getClass(), type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .toList();
    }

    private static Object value(Object command, Field field) {
        try {
            field.setAccessible(true);
            return field.get(command);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " can be read", e);
        }
    }

    private static void set(Object command, Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(command, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " can be set", e);
        }
    }
}
