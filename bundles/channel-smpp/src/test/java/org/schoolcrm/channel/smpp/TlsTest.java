package org.schoolcrm.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Kind;

/** An SMSC with a certificate of its own for the name {@code localhost}. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private ScriptedSmsc smsc;
    private SmppFixture fixture;
    private String certificate;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        var keys = keys();
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("smsc").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        smsc = new ScriptedSmsc(context.getServerSocketFactory());
        fixture = new SmppFixture(smsc.port()).with("host", "localhost").with("tls", "YES");
    }

    @AfterEach
    void close() {
        fixture.close();
        smsc.close();
    }

    @Test
    void sends_to_a_server_that_is_trusted_and_bears_its_name() {
        assertThat(sent(fixture.with("trust", certificate)).kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void says_nothing_to_a_server_that_is_not_trusted() {
        assertThat(sent(fixture).kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(smsc.binds()).isZero();
    }

    @Test
    void says_nothing_to_a_server_that_bears_another_name() {
        assertThat(sent(fixture.with("trust", certificate).with("host", "127.0.0.1"))
                        .kind())
                .isEqualTo(Kind.RETRYABLE);
        assertThat(smsc.binds()).isZero();
    }

    @Test
    void sends_nothing_in_the_clear_to_a_server_that_encrypts() {
        assertThat(sent(fixture.with("tls", "NO")).kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(smsc.accepted()).isEmpty();
    }

    private static SendOutcome sent(SmppFixture fixture) {
        return fixture.send(fixture.channel(), "Счёт");
    }

    private KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve("smsc.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "smsc",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var words = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(words).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
