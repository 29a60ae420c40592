package org.schoolcrm.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.MessageDraft;

/**
 * Signatures that receivers believe. The verifier is shown first that it reads the document's sample, which another
 * program has signed and a third one has verified (protocols/channels/samples/dkim-rsa-signed.eml).
 */
class DkimTest {

    private static final String PEM = newKey();
    private static final Dkim DKIM = new Dkim("school.test", "s1", DkimKey.parse(PEM));
    private static final SmtpSettings SETTINGS = new SmtpSettings(
            "localhost", 25, SmtpSettings.Security.NONE, "", "", "Школа <billing@school.test>", "", DKIM, null);
    private static final String LETTER = new String(composed(), StandardCharsets.UTF_8);

    @Test
    void the_verifier_reads_what_others_have_signed() {
        var sample = resource("dkim-signed.eml");

        assertThat(isGenuine(sample, resource("dkim-record.txt").strip())).isTrue();
        assertThat(isGenuine(
                        sample.replace("One-Click", "Two-Clicks"),
                        resource("dkim-record.txt").strip()))
                .isFalse();
    }

    @Test
    void a_letter_is_signed_by_its_domain() {
        assertThat(LETTER).startsWith("DKIM-Signature: ").contains("d=school.test", "s=s1", "t=1788242400");
        assertThat(isGenuine(LETTER, DKIM.key().record())).isTrue();
    }

    @Test
    void what_was_altered_on_the_way_is_not_genuine() {
        assertThat(List.of(
                        LETTER.replace("o-17@school.test", "o-18@school.test"),
                        LETTER.replace("List-Unsubscribe-Post", "X-Unsubscribe-Post"),
                        LETTER.replaceFirst("\r\n\r\n", "\r\n\r\nBefore all parts\r\n"),
                        LETTER.replaceFirst("\r\nFrom: ", "\r\nFrom: Bank <bank@evil.test>\r\nFrom: "),
                        LETTER.replaceFirst("\r\nFrom: ", "\r\nReply-To: bank@evil.test\r\nFrom: ")))
                .allSatisfy(altered ->
                        assertThat(isGenuine(altered, DKIM.key().record())).isFalse());
    }

    @Test
    void no_line_is_longer_than_mail_servers_take() {
        assertThat(LETTER.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    }

    @Test
    void a_key_may_be_pasted_without_its_lines_and_nothing_else_is_a_key() {
        assertThat(DkimKey.parse(PEM.replace('\n', ' '))).isEqualTo(DKIM.key());
        assertThatThrownBy(() -> DkimKey.parse("secret")).isInstanceOf(IllegalArgumentException.class);
        assertThat(DKIM.toString())
                .doesNotContain(DKIM.key().secret().getPrivateExponent().toString());
    }

    private static String newKey() {
        try {
            var pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(2048);
            var encoded = pairs.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] composed() {
        var letter = new Letter("Школа", null, null, "", URI.create("https://school.test/u/abc"), List.of());
        var draft = new MessageDraft(
                "o-17",
                "anna@example.org",
                "Счёт на оплату",
                "<p>Здравствуйте!</p>",
                Instant.parse("2026-09-01T06:00:00Z"),
                null,
                null,
                letter);
        return new MimeComposer(Session.getInstance(SETTINGS.asMailProperties()), SETTINGS)
                .compose(draft)
                .bytes();
    }

    private static boolean isGenuine(String message, String record) {
        var crlf = message.replace("\r\n", "\n").replace("\n", "\r\n");
        int end = crlf.indexOf("\r\n\r\n");
        var fields = List.of(crlf.substring(0, end).split("\r\n(?![ \t])"));
        var headers = new Headers() {
            @Override
            public List<String> getFields() {
                return fields;
            }

            @Override
            public List<String> getFields(String name) {
                return fields.stream()
                        .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                        .toList();
            }
        };
        try {
            var body = crlf.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
            new DKIMVerifier((methods, selector, domain) -> List.of(record))
                    .verify(headers, new ByteArrayInputStream(body));
            return true;
        } catch (FailException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(DkimTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
