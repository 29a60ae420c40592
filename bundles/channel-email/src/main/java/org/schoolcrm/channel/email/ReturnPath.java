package org.schoolcrm.channel.email;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.wire.Signing;

/**
 * Where mail servers report that a letter could not be delivered: an address of its own for every message (VERP), so
 * that a report is matched by where it arrives, and sealed, so that nobody can make one up.
 *
 * @param mailbox that all of them arrive in, such as {@code bounces@school.ru}
 */
record ReturnPath(String mailbox, String key) {

    private static final Pattern LOCAL = Pattern.compile("\\+(o-\\d{1,19})-([0-9a-f]{16})@");
    private static final int SEAL_BYTES = 8;

    /** Null for an account without a mailbox for reports. */
    static @Nullable ReturnPath of(ProviderAccount account) {
        var mailbox = account.setting("bounces", "");
        return mailbox.isEmpty() ? null : new ReturnPath(mailbox, account.hookKey());
    }

    String of(String reference) {
        int at = mailbox.lastIndexOf('@');
        return mailbox.substring(0, at) + "+" + reference + "-" + seal(reference) + mailbox.substring(at);
    }

    /** The message whose address stands in the text; nothing where the seal is not ours. */
    Optional<String> referenceIn(String text) {
        return LOCAL.matcher(text)
                .results()
                .filter(found -> Signing.same(seal(found.group(1)), found.group(2)))
                .map(found -> found.group(1))
                .findFirst();
    }

    private String seal(String reference) {
        var whole = Signing.hmacSha256(key, ("return-path|" + reference).getBytes(StandardCharsets.UTF_8));
        return Signing.hex(Arrays.copyOf(whole, SEAL_BYTES));
    }

    /** The key is a secret: it never reaches a log. */
    @Override
    public String toString() {
        return "ReturnPath[" + mailbox + "]";
    }
}
