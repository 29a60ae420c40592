package org.schoolcrm.http.guard;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is admitted, refused and counted: kinds of addresses, rates, bodies, streams, connections. It knows nothing of the
 * container, which only asks.
 */
final class GuardRules {

    private static final String FAILED = "login failed";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration COME_BACK = Duration.ofSeconds(10);
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private final Rates rates;
    private final TimeMeter time;
    private final Tally connections = new Tally();
    private final Tally bodies = new Tally();
    private final Tally streams = new Tally();
    private volatile GuardSettings settings;

    GuardRules(GuardSettings settings, TimeMeter time) {
        this.settings = settings;
        this.time = time;
        this.rates = new Rates(time);
    }

    /** Limits follow at once, and everybody starts anew. */
    void change(GuardSettings to) {
        settings = to;
        rates.forget();
    }

    Kind kindOf(String path) {
        return settings.kindOf(path);
    }

    /** Whether and why a request goes no further than this, before anything of its body is read. */
    Optional<Refusal> refuse(Call call) {
        if (call.old() && call.chunked()) {
            // RFC 9112 6.1: what is older than chunks must not be sent in chunks; a front end may not see them
            return Optional.of(Refusal.of(Refusal.BAD_REQUEST));
        }
        if (!METHOD.matcher(call.method()).matches()) {
            // RFC 9110 9.1: methods are case-sensitive
            return Optional.of(Refusal.of(Refusal.NOT_IMPLEMENTED));
        }
        var now = settings;
        var kind = now.kindOf(call.path());
        var wait = rates.take(kind.key(), call.client(), now.perMinute().getOrDefault(kind, kind.perMinute()), MINUTE);
        if (wait.isZero() && typesPassword(call, kind)) {
            wait = rates.take(FAILED, call.client(), now.failures(), now.window());
        } else if (wait.isZero() && call.credentials() == Call.Credentials.TOKEN) {
            wait = rates.look(FAILED, call.client(), now.failures(), now.window());
        }
        if (!wait.isZero()) {
            return Optional.of(new Refusal(Refusal.TOO_MANY, wait));
        }
        long limit = now.bytes(kind);
        return call.length() > limit || (limit == 0 && call.hasBody())
                ? Optional.of(Refusal.of(Refusal.TOO_LARGE))
                : Optional.empty();
    }

    /**
     * What became of an admitted request: only logins that failed count.
     *
     * @param known whether an edge knows whose request it is, so that it was refused for something else
     */
    void answered(Call call, int status, boolean known) {
        var now = settings;
        boolean failed = !known && (status == 401 || status == 403);
        if (typesPassword(call, now.kindOf(call.path()))) {
            if (!failed) {
                rates.giveBack(FAILED, call.client(), now.failures(), now.window());
            }
        } else if (failed && call.credentials() == Call.Credentials.TOKEN) {
            rates.take(FAILED, call.client(), now.failures(), now.window());
        }
    }

    BodyBudget body(Call call) {
        var now = settings;
        return new BodyBudget(call, now.kindOf(call.path()), now, bodies, time::currentTimeNanos);
    }

    /**
     * Whether the address belongs to a part that comes and goes, and is away.
     *
     * @param servedAt the path of the servlet that would answer instead, empty for the one that gets what is left
     */
    boolean isAway(String path, String servedAt) {
        return settings.parts().stream().filter(part -> isUnder(part, path)).anyMatch(part -> !isUnder(part, servedAt));
    }

    /** Whether one more stream may begin; each that does has to be closed. */
    Optional<Refusal> openStream(Call call) {
        var most = settings.ceilings();
        return streams.take(call.client(), most.streamsPerClient(), most.streams())
                ? Optional.empty()
                : Optional.of(new Refusal(Refusal.TOO_MANY, COME_BACK));
    }

    void closeStream(Call call) {
        streams.giveBack(call.client());
    }

    /** Whether the client may hold one more connection; a trusted proxy stands for many clients. */
    boolean connect(String address) {
        var now = settings;
        int most = now.proxies().contains(address)
                ? now.connections()
                : now.ceilings().connectionsPerClient();
        return connections.take(Clients.of(address), most, Integer.MAX_VALUE);
    }

    void disconnect(String address) {
        connections.giveBack(Clients.of(address));
    }

    /** A password is at stake; a session's token is too long to be guessed. */
    private static boolean typesPassword(Call call, Kind kind) {
        return (kind == Kind.LOGIN && call.method().equals("POST")) || call.credentials() == Call.Credentials.PASSWORD;
    }

    private static boolean isUnder(String part, String path) {
        return path.equals(part) || path.startsWith(part + "/");
    }
}
