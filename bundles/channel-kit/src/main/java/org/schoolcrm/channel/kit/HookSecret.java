package org.schoolcrm.channel.kit;

import java.nio.charset.StandardCharsets;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.Signing;

/**
 * What a provider that signs nothing sends with each call, in a header: known to it because we told it, and to nobody
 * who only knows the address, because it depends on our credential too. A new credential makes a new secret.
 */
public final class HookSecret {

    private HookSecret() {}

    /** 64 hexadecimal digits. */
    public static String of(ProviderAccount account, String credential) {
        var key = account.hookKey().getBytes(StandardCharsets.UTF_8);
        return Signing.hex(Signing.hmacSha256(credential, key));
    }

    public static Verification verify(ProviderAccount account, String credential, RawWebhook call, String header) {
        boolean right =
                Signing.same(of(account, credential), call.header(header).orElse(""));
        return right ? Verification.VERIFIED : Verification.REJECTED;
    }
}
