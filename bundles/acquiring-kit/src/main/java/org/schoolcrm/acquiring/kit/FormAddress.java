package org.schoolcrm.acquiring.kit;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of payment forms as banks write them; what nobody could be led to is nothing, never an exception. */
public final class FormAddress {

    private FormAddress() {}

    /** An address of the web. */
    public static Optional<URI> read(String text) {
        try {
            return Optional.of(new URI(text)).filter(FormAddress::isOfTheWeb);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfTheWeb(URI address) {
        return address.getHost() != null && String.valueOf(address.getScheme()).matches("https?");
    }
}
