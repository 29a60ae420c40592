package org.schoolcrm.rest.http;

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
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Replies;
import org.schoolcrm.runtime.api.Transactions;

/**
 * How resources are called: never without what they need, and in one transaction with the answer that is kept when the
 * caller sends an {@code Idempotency-Key} to a method that is {@link Idempotent}; one that {@link CallsOut} runs outside it.
 */
public class IdempotentInvoker extends JAXRSInvoker {

    private static final ObjectMapper MAPPER = Json.mapper();
    private static final String KEY = "Idempotency-Key";
    private static final int KEY_LENGTH = 100;

    private final Transactions transactions;
    private final Replies replies;

    public IdempotentInvoker(Transactions transactions, Replies replies) {
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
        if (key == null || !resource.isIdempotent()) {
            return super.performInvocation(exchange, target, method, arguments);
        }
        var body = resource.body() < 0 ? null : arguments[resource.body()];
        var caller = Objects.requireNonNull(message.get(Guard.class)).actor();
        var request = Fingerprint.of(resource.verb() + " " + message.get(Message.REQUEST_URI), body);
        Work work = () -> carryOut(method, target, arguments);
        return resource.callsOut()
                ? outsideTransaction(caller, key, request, work)
                : transactions.<@Nullable Object>inTransaction(() -> {
                    var earlier = replies.take(caller, key, request);
                    return earlier.isPresent() ? repeated(earlier.get(), request) : kept(caller, key, work);
                });
    }

    /** What a rule refuses has done nothing, so its key is free again. */
    private @Nullable Object outsideTransaction(Actor caller, String key, String request, Work work) {
        var earlier = transactions.inTransaction(() -> replies.take(caller, key, request));
        if (earlier.isPresent()) {
            return repeated(earlier.get(), request);
        }
        try {
            var answer = work.done();
            transactions.run(() -> replies.keep(caller, key, written(answer)));
            return answer;
        } catch (ProblemException refusal) {
            transactions.run(() -> replies.free(caller, key));
            throw refusal;
        }
    }

    private @Nullable Object kept(Actor caller, String key, Work work) {
        var answer = work.done();
        replies.keep(caller, key, written(answer));
        return answer;
    }

    private static @Nullable Object repeated(Replies.Reply earlier, String request) {
        if (!earlier.request().equals(request)) {
            throw RestProblem.KEY_REUSED.refuse();
        }
        if (earlier.answer().isEmpty()) {
            throw RestProblem.REQUEST_IN_PROGRESS.refuse();
        }
        return read(earlier.answer());
    }

    private static void requireAll(Resource resource, Message message, Object[] arguments) {
        if (resource.body() >= 0 && arguments[resource.body()] == null) {
            throw CommonProblem.BODY_MALFORMED.refuse("JSON");
        }
        var query = JAXRSUtils.getStructuredParams((String) message.get(Message.QUERY_STRING), "&", true, false);
        query.forEach((name, values) -> {
            if (!values.stream().allMatch(Parameters::isText)) {
                throw CommonProblem.PARAMETER_INVALID.refuse(name);
            }
        });
        for (var address : resource.addresses()) {
            if (address.wanted() && !address.inPath() && !query.containsKey(address.name())) {
                throw CommonProblem.PARAMETER_INVALID.refuse(address.name());
            }
        }
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
            throw CommonProblem.PARAMETER_INVALID.refuse(KEY);
        }
        return key;
    }

    private static String written(@Nullable Object answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object read(String answer) {
        try {
            var kept = MAPPER.readTree(answer);
            return kept.isNull() ? null : kept;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The call that must not be made twice. */
    private interface Work {

        @Nullable
        Object done();
    }
}
