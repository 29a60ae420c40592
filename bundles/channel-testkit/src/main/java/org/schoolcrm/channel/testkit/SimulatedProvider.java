package org.schoolcrm.channel.testkit;

import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/** An HTTP provider that behaves as the contract wants and counts what it has taken; subclasses speak its protocol. */
public abstract class SimulatedProvider implements HttpExchange {

    private final MessageChannelContract.Provider behaviour;
    private final List<HttpCall> calls = new ArrayList<>();
    private int accepted;

    protected SimulatedProvider(MessageChannelContract.Provider behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        calls.add(call);
        if (behaviour == MessageChannelContract.Provider.CANNOT_BE_REACHED) {
            return HttpAnswer.notSent("connection refused");
        }
        if (!isSending(call)) {
            return behaviour == MessageChannelContract.Provider.REFUSES_US ? refusal(behaviour) : question(call);
        }
        return switch (behaviour) {
            case ACCEPTS -> acceptance(++accepted, call);
            case HANGS_UP_AFTER_TAKING_IT -> {
                acceptance(++accepted, call);
                yield HttpAnswer.noAnswer("connection closed");
            }
            case CANNOT_BE_REACHED, IS_BUSY, REFUSES_THE_ADDRESS, REFUSES_THE_CONTENT, REFUSES_US -> refusal(behaviour);
        };
    }

    /** Whether the call could send a message. */
    protected abstract boolean isSending(HttpCall call);

    /** What the provider says to the message that it takes as its n-th. */
    protected abstract HttpAnswer acceptance(int number, HttpCall call);

    /** What the provider says when it refuses like that. */
    protected abstract HttpAnswer refusal(MessageChannelContract.Provider behaviour);

    /** What the provider says to a call that sends nothing. */
    protected abstract HttpAnswer question(HttpCall call);

    public int accepted() {
        return accepted;
    }

    public List<HttpCall> calls() {
        return List.copyOf(calls);
    }
}
