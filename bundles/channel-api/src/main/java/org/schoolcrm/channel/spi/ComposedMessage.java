package org.schoolcrm.channel.spi;

/** The exact bytes of a message; stored before the first sending and replayed by every retry. */
public record ComposedMessage(byte[] bytes) {

    @Override
    public String toString() {
        return "ComposedMessage[" + bytes.length + " bytes]";
    }
}
