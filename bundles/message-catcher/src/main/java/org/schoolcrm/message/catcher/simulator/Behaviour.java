package org.schoolcrm.message.catcher.simulator;

/** Decides what a simulator does with each request that sends a message. */
@FunctionalInterface
public interface Behaviour {

    Behaviour NORMAL = call -> Reaction.normal();

    Reaction on(ProviderCall call);
}
