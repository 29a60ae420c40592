package org.schoolcrm.rest.http;

import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.ws.rs.BeanParam;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** One method of a resource class: where it is found and what it takes. */
public record Resource(Class<?> type, Method method) {

    /** A parameter of the address: {@code wanted} when it must not be left out. */
    public record Address(
            String name,
            Class<?> type,
            Type declared,
            boolean inPath,
            boolean wanted,
            @Nullable String otherwise) {}

    public static List<Resource> in(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> verb(method).isPresent())
                .map(method -> new Resource(type, method))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    public String verb() {
        return verb(method).orElseThrow();
    }

    /** Such as {@code GET /invoices/{id}}. */
    String name() {
        return verb() + " " + path();
    }

    public String path() {
        var below = method.getAnnotation(Path.class);
        return type.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    /** Whether it is carried out once for each {@code Idempotency-Key}. */
    public boolean isIdempotent() {
        return verb().equals(HttpMethod.POST);
    }

    /** What a success is answered with where it is neither 200 nor 204; the address is empty if there is none. */
    public record Success(int status, String address) {}

    public Optional<Success> success() {
        var creates = method.getAnnotation(Creates.class);
        var begins = method.getAnnotation(Begins.class);
        return Optional.ofNullable(creates)
                .map(made -> new Success(HttpURLConnection.HTTP_CREATED, made.value()))
                .or(() -> Optional.ofNullable(begins)
                        .map(begun -> new Success(HttpURLConnection.HTTP_ACCEPTED, begun.value())));
    }

    boolean answersSecret() {
        return method.isAnnotationPresent(SealedReply.class);
    }

    /** What the query may name, and whether more than once. */
    Map<String, Boolean> query() {
        return addresses().stream()
                .filter(one -> !one.inPath())
                .collect(Collectors.toMap(Address::name, one -> Collection.class.isAssignableFrom(one.type())));
    }

    boolean callsOut() {
        return method.isAnnotationPresent(CallsOut.class);
    }

    /** Whether it takes a login and no token. */
    public boolean isForPeopleOnly() {
        return method.isAnnotationPresent(PeopleOnly.class);
    }

    public boolean isETagged() {
        return method.isAnnotationPresent(ETagged.class);
    }

    /** The place of the body among the parameters, or -1. */
    int body() {
        var parameters = method.getParameters();
        for (int place = 0; place < parameters.length; place++) {
            if (parameters[place].getAnnotations().length == 0) {
                return place;
            }
        }
        return -1;
    }

    /** Whether the body is a file, whatever its type is called. */
    boolean takesBytes() {
        return body() >= 0 && method.getParameterTypes()[body()] == InputStream.class;
    }

    public Optional<Type> bodyType() {
        return body() < 0 ? Optional.empty() : Optional.of(method.getGenericParameterTypes()[body()]);
    }

    public List<Address> addresses() {
        var found = new ArrayList<Address>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() == Paging.class) {
                found.add(new Address(Paging.CURSOR, String.class, String.class, false, false, null));
                found.add(new Address(Paging.LIMIT, int.class, int.class, false, false, String.valueOf(Paging.USUAL)));
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (var field : parameter.getType().getDeclaredFields()) {
                    address(field.getAnnotations(), field.getAnnotatedType(), field.getType(), field.getGenericType())
                            .ifPresent(found::add);
                }
            } else {
                address(
                                parameter.getAnnotations(),
                                parameter.getAnnotatedType(),
                                parameter.getType(),
                                parameter.getParameterizedType())
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Address> address(
            Annotation[] annotations, AnnotatedType marked, Class<?> type, Type declared) {
        String otherwise = null;
        String path = null;
        String query = null;
        for (var annotation : annotations) {
            if (annotation instanceof DefaultValue value) {
                otherwise = value.value();
            } else if (annotation instanceof PathParam named) {
                path = named.value();
            } else if (annotation instanceof QueryParam named) {
                query = named.value();
            }
        }
        if (path != null) {
            return Optional.of(new Address(path, type, declared, true, true, null));
        }
        boolean wanted = otherwise == null && !marked.isAnnotationPresent(Nullable.class);
        return query == null
                ? Optional.empty()
                : Optional.of(new Address(query, type, declared, false, wanted, otherwise));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(one -> Optional.ofNullable(one.annotationType().getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }
}
