package org.schoolcrm.channel.sms.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.provider.wire.FormFields;
import org.schoolcrm.provider.wire.FormFields.Field;
import org.schoolcrm.provider.wire.Signing;

/**
 * The header X-Twilio-Signature: base64 of HMAC-SHA1 over the whole address and the sorted fields of the form, with
 * nothing between them. Of a document the address carries the digest instead.
 */
final class TwilioSignature {

    private static final String BODY_DIGEST = "bodySHA256";

    private TwilioSignature() {}

    /**
     * With the port that a scheme has anyway and without it: proxies may have changed that.
     *
     * @param query as it came, empty if none did
     */
    static boolean isRight(URI address, String query, FormFields form, String body, String token, String signature) {
        var digest = FormFields.parse(query).get(BODY_DIGEST);
        if (digest.isPresent() && !Signing.sameHex(Signing.hex("SHA-256", body), digest.get())) {
            return false;
        }
        var rest = (query.isEmpty() ? "" : "?" + query) + (digest.isPresent() ? "" : sorted(form));
        return spellings(address).stream().anyMatch(url -> Signing.same(sign(token, url + rest), signature));
    }

    private static String sign(String token, String text) {
        return Base64.getEncoder().encodeToString(Signing.hmacSha1(token, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sorted(FormFields form) {
        return form.fields().stream()
                .sorted(Comparator.comparing(Field::name).thenComparing(Field::value))
                .distinct()
                .map(field -> field.name() + field.value())
                .collect(Collectors.joining());
    }

    private static List<String> spellings(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        if (address.getPort() != -1 && address.getPort() != usual) {
            return List.of(address.toString());
        }
        return Stream.of("", ":" + usual)
                .map(port -> address.getScheme() + "://" + address.getHost() + port + address.getRawPath())
                .toList();
    }
}
