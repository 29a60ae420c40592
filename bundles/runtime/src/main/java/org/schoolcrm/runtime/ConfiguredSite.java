package org.schoolcrm.runtime;

import java.net.URI;
import org.schoolcrm.runtime.api.Site;

/** The public address that the operator has set. */
public final class ConfiguredSite implements Site {

    private final String address;

    public ConfiguredSite(String address) {
        var uri = URI.create(address);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "public.address must be a web address such as https://pay.school.ru, not '" + address + "'");
        }
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    @Override
    public URI at(String path) {
        return URI.create(address + path);
    }
}
