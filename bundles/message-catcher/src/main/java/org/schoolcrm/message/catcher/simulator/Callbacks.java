package org.schoolcrm.message.catcher.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls senders back and tries again, at the pace of each provider, while the answer is not the right one. */
public final class Callbacks {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What a provider calls and what it wants to hear. */
    record Callback(
            URI address,
            Map<String, String> headers,
            byte[] body,
            List<Duration> retries,
            Predicate<HttpResponse<String>> answered) {}

    /**
     * What became of a callback.
     *
     * @param attempts none when nobody asked to be called
     * @param answered whether the last answer was the one that the provider waits for
     * @param status of the last answer, 0 when none came
     */
    public record Outcome(int attempts, boolean answered, int status) {

        static final Outcome NOBODY_ASKED = new Outcome(0, false, 0);
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UnaryOperator<Duration> pace;

    private Callbacks(UnaryOperator<Duration> pace) {
        this.pace = pace;
    }

    /** Waits as long as the providers do. */
    public static Callbacks atTheirPace() {
        return new Callbacks(UnaryOperator.identity());
    }

    /** Never waits between two attempts: for tests. */
    public static Callbacks withoutWaiting() {
        return new Callbacks(wait -> Duration.ZERO);
    }

    CompletableFuture<Outcome> send(Callback callback) {
        return attempt(callback, 0);
    }

    /** One GET, for providers that verify an address before they use it; an empty body when nobody answers well. */
    String get(URI address) {
        var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((answer, failure) -> answer == null || answer.statusCode() != 200 ? "" : answer.body())
                .join();
    }

    private CompletableFuture<Outcome> attempt(Callback callback, int before) {
        var request = HttpRequest.newBuilder(callback.address())
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(callback.body()));
        callback.headers().forEach(request::header);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((answer, failure) -> outcome(callback, before + 1, answer))
                .thenCompose(outcome -> outcome.answered()
                                || before >= callback.retries().size()
                        ? CompletableFuture.completedFuture(outcome)
                        : later(callback.retries().get(before)).thenCompose(ignored -> attempt(callback, before + 1)));
    }

    private static Outcome outcome(Callback callback, int attempts, @Nullable HttpResponse<String> answer) {
        return answer == null
                ? new Outcome(attempts, false, 0)
                : new Outcome(attempts, callback.answered().test(answer), answer.statusCode());
    }

    /** After that time, or at once for who never waits. */
    CompletableFuture<Void> later(Duration wait) {
        long millis = pace.apply(wait).toMillis();
        Executor executor = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, executor);
    }
}
