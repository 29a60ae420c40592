package org.schoolcrm.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.regex.Pattern;
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
import org.schoolcrm.runtime.api.Secrets;
import org.schoolcrm.runtime.api.Transactions;

/**
 * How resources are called: never without what they need, and in one transaction with the answer that is kept when the
 * caller sends an {@code Idempotency-Key} with a POST; one that {@link CallsOut} runs outside it.
 */
public class IdempotentInvoker extends JAXRSInvoker {

    private static final ObjectMapper MAPPER = Json.mapper();
    private static final String KEY = "Idempotency-Key";
    private static final int KEY_LENGTH = 100;
    private static final Pattern JSON_TYPE = Pattern.compile("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

    private final Transactions transactions;
    private final Replies replies;
    private final Secrets secrets;

    public IdempotentInvoker(Transactions transactions, Replies replies, Secrets secrets) {
        this.transactions = transactions;
        this.replies = replies;
        this.secrets = secrets;
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
        var once = new Once(caller, key, request, resource.answersSecret());
        return resource.callsOut()
                ? outsideTransaction(once, work)
                : transactions.<@Nullable Object>inTransaction(() -> {
                    var earlier = replies.take(caller, key, request);
                    return earlier.isPresent() ? repeated(earlier.get(), once) : kept(once, work);
                });
    }

    /** A request that is carried out once: whose, by which key, and whether its answer is a secret. */
    private record Once(Actor caller, String key, String request, boolean secret) {

        Secrets.Place place() {
            return new Secrets.Place("reply", caller.name() + " " + key, "answer");
        }
    }

    /** What a rule refuses has done nothing, so its key is free again. */
    private @Nullable Object outsideTransaction(Once once, Work work) {
        var earlier = transactions.inTransaction(() -> replies.take(once.caller(), once.key(), once.request()));
        if (earlier.isPresent()) {
            return repeated(earlier.get(), once);
        }
        try {
            var answer = work.done();
            transactions.run(() -> keep(once, answer));
            return answer;
        } catch (ProblemException refusal) {
            transactions.run(() -> replies.free(once.caller(), once.key()));
            throw refusal;
        }
    }

    private @Nullable Object kept(Once once, Work work) {
        var answer = work.done();
        keep(once, answer);
        return answer;
    }

    private void keep(Once once, @Nullable Object answer) {
        var written = written(answer);
        replies.keep(once.caller(), once.key(), once.secret() ? secrets.seal(written, once.place()) : written);
    }

    private @Nullable Object repeated(Replies.Reply earlier, Once once) {
        if (!earlier.request().equals(once.request())) {
            throw RestProblem.KEY_REUSED.refuse();
        }
        if (earlier.answer().isEmpty()) {
            throw RestProblem.REQUEST_IN_PROGRESS.refuse();
        }
        return read(once.secret() ? secrets.open(earlier.answer(), once.place()) : earlier.answer());
    }

    private static void requireAll(Resource resource, Message message, Object[] arguments) {
        requireJson(resource, message);
        if (resource.body() >= 0 && arguments[resource.body()] == null) {
            throw CommonProblem.BODY_MALFORMED.refuse("JSON");
        }
        var query = JAXRSUtils.getStructuredParams((String) message.get(Message.QUERY_STRING), "&", true, false);
        var known = resource.query();
        query.forEach((name, values) -> {
            if (name.isEmpty()) {
                return; // a stray ampersand
            }
            if (!known.containsKey(name)) {
                throw RestProblem.PARAMETER_UNKNOWN.refuse(name);
            }
            if (!values.stream().allMatch(Parameters::isText) || (values.size() > 1 && !known.get(name))) {
                throw CommonProblem.PARAMETER_INVALID.refuse(name);
            }
        });
        for (var address : resource.addresses()) {
            if (address.wanted() && !address.inPath() && !query.containsKey(address.name())) {
                throw CommonProblem.PARAMETER_INVALID.refuse(address.name());
            }
        }
    }

    /** What is no JSON by its own words is not read as such; a body without words of its own is. */
    private static void requireJson(Resource resource, Message message) {
        var type = resource.body() < 0 || resource.takesBytes() ? null : (String) message.get(Message.CONTENT_TYPE);
        if (type != null && !JSON_TYPE.matcher(type).matches()) {
            throw CommonProblem.MEDIA_TYPE_UNSUPPORTED.refuse();
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
