package org.schoolcrm.channel.spi;

/** A message to be handed over now. */
public record SendRequest(String reference, String address, ComposedMessage message) {

    /** Addresses are personal: they never reach a log. */
    @Override
    public String toString() {
        return "SendRequest[" + reference + "]";
    }
}
