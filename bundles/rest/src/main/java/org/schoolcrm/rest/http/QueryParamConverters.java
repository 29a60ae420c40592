package org.schoolcrm.rest.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import javax.ws.rs.BadRequestException;
import javax.ws.rs.QueryParam;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.CommonProblem;

/** Reads numbers and yes or no out of query parameters; what is neither is refused with the parameter's name. */
public class QueryParamConverters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            int.class, Integer::valueOf,
            boolean.class, QueryParamConverters::yesOrNo);

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        var reader = READERS.get(type);
        return reader == null
                ? null
                : Arrays.stream(annotations)
                        .filter(QueryParam.class::isInstance)
                        .map(one -> (ParamConverter<T>) new Converter(((QueryParam) one).value(), reader))
                        .findFirst()
                        .orElse(null);
    }

    private static Object yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private record Converter(String name, Function<String, Object> reader) implements ParamConverter<Object> {

        @Override
        public Object fromString(String text) {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(CommonProblem.PARAMETER_INVALID.refuse(name));
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
