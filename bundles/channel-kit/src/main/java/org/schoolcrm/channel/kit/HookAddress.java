package org.schoolcrm.channel.kit;

import java.net.URI;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.runtime.api.Site;

/** Where a provider calls about an account. Whoever knows it may call, so it is told to the provider alone. */
public final class HookAddress {

    private HookAddress() {}

    public static URI of(Site site, ProviderAccount account) {
        return site.at("/hooks/messages/" + account.provider() + "/" + account.hookKey());
    }
}
