package org.schoolcrm.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;

/** Addresses as every mail server takes them: names encoded (RFC 2047), domains in ASCII (RFC 5890). */
final class HeaderAddress {

    private HeaderAddress() {}

    /** An address of the settings, with or without a name. */
    static InternetAddress of(String written) throws AddressException {
        return inAscii(new InternetAddress(written, true));
    }

    static InternetAddress[] listOf(String written) throws AddressException {
        var addresses = InternetAddress.parse(written, true);
        for (var address : addresses) {
            inAscii(address);
        }
        return addresses;
    }

    /** A recipient; exactly as it stands, because whoever alters an address writes to somebody else. */
    static InternetAddress recipient(String written) throws AddressException {
        var address = new InternetAddress(written, true);
        if (!isAscii(written) || !written.equals(address.getAddress()) || address.isGroup()) {
            throw new AddressException("Not an address as mail servers take it", written);
        }
        return address;
    }

    private static InternetAddress inAscii(InternetAddress address) throws AddressException {
        try {
            var written = address.getAddress();
            int at = written.lastIndexOf('@');
            address.setAddress(
                    written.substring(0, at + 1) + IDN.toASCII(written.substring(at + 1), IDN.USE_STD3_ASCII_RULES));
            if (at < 1 || !isAscii(address.getAddress())) {
                throw new AddressException("Not an address as mail servers take it", written);
            }
            address.setPersonal(address.getPersonal(), "UTF-8");
            return address;
        } catch (IllegalArgumentException | UnsupportedEncodingException e) {
            throw new AddressException(e.getMessage(), address.getAddress());
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter > ' ' && letter < 127);
    }
}
