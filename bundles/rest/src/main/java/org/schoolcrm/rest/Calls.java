package org.schoolcrm.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.apache.cxf.jaxrs.JAXRSInvoker;
import org.apache.cxf.jaxrs.impl.HttpHeadersImpl;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Replies;
import org.schoolcrm.runtime.api.Transactions;

/**
 * How resources are called: never without what they need, and in one transaction with the answer that is kept when the
 * caller sends an {@code Idempotency-Key} to what must happen {@link Once}.
 */
public class Calls extends JAXRSInvoker {

    private static final ObjectMapper MAPPER = Json.mapper();
    private static final String KEY = "Idempotency-Key";
    private static final int KEY_LENGTH = 100;

    private final Transactions transactions;
    private final Replies replies;

    public Calls(Transactions transactions, Replies replies) {
        this.transactions = transactions;
        this.replies = replies;
    }

    @Override
    protected @Nullable Object performInvocation(Exchange exchange, Object target, Method method, Object[] arguments)
            throws Exception {
        var resource = new Resource(method.getDeclaringClass(), method);
        var message = exchange.getInMessage();
        requireAll(resource, message, arguments);
        var key = key(message);
        if (key == null || !resource.isOnce()) {
            return super.performInvocation(exchange, target, method, arguments);
        }
        var body = resource.body() < 0 ? null : arguments[resource.body()];
        var caller = Objects.requireNonNull(message.get(Guard.class)).actor();
        var request = Fingerprint.of(resource.verb() + " " + message.get(Message.REQUEST_URI), body);
        return transactions.<@Nullable Object>inTransaction(
                () -> once(caller, key, request, () -> carryOut(method, target, arguments)));
    }

    private static void requireAll(Resource resource, Message message, Object[] arguments) {
        if (resource.body() >= 0 && arguments[resource.body()] == null) {
            throw RestProblem.BODY_MALFORMED.refuse("JSON");
        }
        var query = JAXRSUtils.getStructuredParams((String) message.get(Message.QUERY_STRING), "&", true, false);
        query.forEach((name, values) -> {
            if (!values.stream().allMatch(Parameters::isText)) {
                throw RestProblem.PARAMETER_INVALID.refuse(name);
            }
        });
        for (var address : resource.addresses()) {
            if (address.wanted() && !address.inPath() && !query.containsKey(address.name())) {
                throw RestProblem.PARAMETER_INVALID.refuse(address.name());
            }
        }
    }

    private @Nullable Object once(Actor caller, String key, String request, Work work) {
        var earlier = replies.take(caller, key, request);
        if (earlier.isEmpty()) {
            var answer = work.done();
            replies.keep(caller, key, written(answer));
            return answer;
        }
        if (!earlier.get().request().equals(request)) {
            throw RestProblem.KEY_REUSED.refuse();
        }
        return read(earlier.get().answer());
    }

    private static @Nullable Object carryOut(Method method, Object target, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String key(Message message) {
        var key = new HttpHeadersImpl(message).getHeaderString(KEY);
        if (key != null && (key.isBlank() || key.length() > KEY_LENGTH)) {
            throw RestProblem.PARAMETER_INVALID.refuse(KEY);
        }
        return key;
    }

    private static String written(@Nullable Object answer) {
        try {
            return answer == null ? "" : MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object read(String answer) {
        try {
            return answer.isEmpty() ? null : MAPPER.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is to be done once. */
    private interface Work {

        @Nullable
        Object done();
    }
}
