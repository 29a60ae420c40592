package org.schoolcrm.runtime;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** HTTP/1.1 by the JDK's client; sorts its failures into "not sent" and "unknown" (channels.md 1.3). */
public final class JdkHttpExchange implements HttpExchange {

    private final PublicAddressPolicy policy;
    private final HttpClient usual = client().build();
    private final Map<String, HttpClient> trusting = new ConcurrentHashMap<>();

    public JdkHttpExchange(PublicAddressPolicy policy) {
        this.policy = policy;
    }

    /** What is resolved here stays in the resolver's cache for longer than a connection takes to be made. */
    @Override
    public HttpAnswer send(HttpCall call) {
        if (call.publicOnly() && !policy.reaches(call.uri())) {
            return HttpAnswer.notSent("the host is not on the public network");
        }
        var request = HttpRequest.newBuilder(call.uri())
                .method(call.method(), BodyPublishers.ofByteArray(call.body()))
                .timeout(call.timeout());
        call.headers().forEach(request::setHeader);
        HttpClient client;
        try {
            client = clientFor(call.trust());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return HttpAnswer.notSent("The certificates to trust cannot be read: " + e.getMessage());
        }
        var answer = client.sendAsync(request.build(), atMost(call.answerLimit()));
        try {
            return answered(answer.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failed(e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return HttpAnswer.noAnswer("no answer within " + call.timeout().toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return HttpAnswer.noAnswer("interrupted while waiting");
        }
    }

    private HttpClient clientFor(@Nullable String trust) throws GeneralSecurityException {
        if (trust == null) {
            return usual;
        }
        var known = trusting.get(trust);
        if (known == null) {
            known = client().sslContext(PemTrust.of(trust)).build();
            trusting.put(trust, known);
        }
        return known;
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5));
    }

    private static HttpAnswer answered(HttpResponse<byte[]> response) {
        var headers = new TreeMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new HttpAnswer(HttpAnswer.Kind.ANSWERED, response.statusCode(), headers, response.body(), "");
    }

    private static HttpAnswer failed(ExecutionException failure) {
        for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof SSLHandshakeException) {
                return HttpAnswer.notSent(described(failure));
            }
        }
        return HttpAnswer.noAnswer(described(failure));
    }

    private static String described(ExecutionException failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static BodyHandler<byte[]> atMost(int limit) {
        return head -> {
            var body = new ByteArrayOutputStream();
            var collecting = BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                if (body.size() + bytes.length > limit) {
                    throw new IllegalStateException("the answer is larger than " + limit + " bytes");
                }
                body.writeBytes(bytes);
            }));
            return BodySubscribers.mapping(collecting, nothing -> body.toByteArray());
        };
    }
}
