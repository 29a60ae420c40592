package org.schoolcrm.message.catcher.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a simulator does with one request. */
public record Reaction(
        Kind kind, @Nullable Refusal refusal, @Nullable ProviderAnswer answer) {

    /** What happens on the wire and in the provider's books. */
    public enum Kind {
        /** As the protocol says: a right request is taken, a wrong one is refused. */
        NORMAL,
        /** As the protocol says, but the connection ends before the answer. */
        DROP_ANSWER,
        /** As the protocol says, but only half of the answer arrives. */
        HALF_ANSWER,
        /** As the protocol says, but no answer comes as long as the simulator runs. */
        STALL,
        /** The connection ends and nothing is recorded. */
        HANG_UP,
        /** The provider refuses in its own words; nothing is recorded. */
        REFUSE,
        /** A given answer; nothing is recorded. */
        ANSWER
    }

    public static Reaction normal() {
        return of(Kind.NORMAL);
    }

    public static Reaction dropAnswer() {
        return of(Kind.DROP_ANSWER);
    }

    public static Reaction halfAnswer() {
        return of(Kind.HALF_ANSWER);
    }

    public static Reaction stall() {
        return of(Kind.STALL);
    }

    public static Reaction hangUp() {
        return of(Kind.HANG_UP);
    }

    public static Reaction refuse(Refusal.Reason reason) {
        return new Reaction(Kind.REFUSE, Refusal.of(reason), null);
    }

    public static Reaction throttle(Duration retryAfter) {
        return new Reaction(Kind.REFUSE, new Refusal(Refusal.Reason.THROTTLED, retryAfter), null);
    }

    public static Reaction answer(ProviderAnswer answer) {
        return new Reaction(Kind.ANSWER, null, answer);
    }

    /** A proxy in front of the provider fails. */
    public static Reaction badGateway() {
        return answer(ProviderAnswer.html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"));
    }

    public static Reaction serverError() {
        return answer(ProviderAnswer.text(500, "Internal Server Error"));
    }

    /** A page where JSON belongs, with status 200. */
    public static Reaction page() {
        return answer(ProviderAnswer.html(200, "<html><body>Технические работы</body></html>"));
    }

    private static Reaction of(Kind kind) {
        return new Reaction(kind, null, null);
    }
}
