package org.schoolcrm.channel.smpp;

/**
 * Whom a message is from, as the SMSC knows us.
 *
 * @param ton type of number
 * @param npi numbering plan
 */
record SourceAddress(String address, byte ton, byte npi) {

    private static final byte INTERNATIONAL = 1;
    private static final byte ALPHANUMERIC = 5;
    private static final byte ISDN = 1;
    private static final byte UNKNOWN = 0;

    /** With types that are empty where the look of the address decides: a name, or an international number. */
    static SourceAddress of(String address, String ton, String npi) {
        boolean name = !address.matches("\\d+");
        return new SourceAddress(
                address,
                ton.isEmpty() ? name ? ALPHANUMERIC : INTERNATIONAL : Byte.parseByte(ton),
                npi.isEmpty() ? name ? UNKNOWN : ISDN : Byte.parseByte(npi));
    }
}
