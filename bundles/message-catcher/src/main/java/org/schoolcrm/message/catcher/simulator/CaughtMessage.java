package org.schoolcrm.message.catcher.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the provider recorded it, or what a recipient answered.
 *
 * @param number rises with every message of the store
 * @param id the provider's own number
 * @param reference the sender's number, empty where the protocol has no place for one
 * @param callback where the request itself asked for receipts
 */
public record CaughtMessage(
        long number,
        Route route,
        Content content,
        String id,
        String reference,
        @Nullable URI callback,
        Instant receivedAt,
        List<Step> history) {

    /** A state that the message reached, and when. */
    public record Step(Instant at, MessageState state) {}

    public CaughtMessage {
        history = List.copyOf(history);
    }

    public MessageState state() {
        return history.get(history.size() - 1).state();
    }

    public boolean isReply() {
        return state() == MessageState.REPLY;
    }

    public String provider() {
        return route.provider();
    }

    public String recipient() {
        return route.recipient();
    }

    public String text() {
        return content.text();
    }

    CaughtMessage reach(MessageState state, Instant at) {
        var steps = new ArrayList<>(history);
        steps.add(new Step(at, state));
        return new CaughtMessage(number, route, content, id, reference, callback, receivedAt, steps);
    }

    CaughtMessage edited(Content changed) {
        return new CaughtMessage(number, route, changed, id, reference, callback, receivedAt, history);
    }
}
