package org.schoolcrm.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;

/** Against an SMSC of another make, Perl's Net::SMPP; where NET_SMPP_REQUIRED is set, its absence is a failure. */
@Timeout(60)
class NetSmppTest {

    private Process perl;
    private BufferedReader output;
    private SmppFixture fixture;

    @BeforeAll
    static void netSmppIsInstalled() {
        assumeTrue(
                System.getenv("NET_SMPP_REQUIRED") != null || isInstalled(),
                "Perl's Net::SMPP is not installed (Debian: libnet-smpp-perl)");
    }

    @BeforeEach
    void start() throws Exception {
        var script = Path.of(
                Objects.requireNonNull(NetSmppTest.class.getResource("smsc.pl")).toURI());
        perl = new ProcessBuilder("perl", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = perl.inputReader(UTF_8);
        fixture = new SmppFixture(Integer.parseInt(line().split(" ")[1]));
    }

    @AfterEach
    void stop() {
        fixture.close();
        perl.destroy();
    }

    @Test
    void messages_receipts_refusals_and_the_unbind_are_understood_by_both() throws Exception {
        var channel = fixture.channel();
        var text = "Здравствуйте! ".repeat(8) + "₽😀";

        var outcome = send(channel, "+79161234567", text);

        assertThat(outcome.providerId()).isEqualTo("perl-1,perl-2");
        assertThat(received(4)).satisfies(lines -> {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("submit"))
                    .allMatch(line -> line.startsWith("submit 79161234567 64 8 1 050003"));
            assertThat(lines.stream().filter(line -> line.startsWith("submit")).map(NetSmppTest::text))
                    .containsExactly(text.substring(0, 67), text.substring(67));
            assertThat(lines).filteredOn(line -> line.equals("reported 0")).hasSize(2);
        });
        assertThat(fixture.receipts()).anySatisfy(receipt -> {
            assertThat(receipt.providerId()).isEqualTo("perl-1,perl-2");
            assertThat(receipt.kind()).isEqualTo(Kind.DELIVERED);
        });

        assertThat(send(channel, "+79161111112", "x").kind()).isEqualTo(SendOutcome.Kind.THROTTLED);
        assertTimeout(Duration.ofSeconds(5), channel::close, "it hangs up right after its answer to the unbind");
        assertThat(line()).isEqualTo("unbind");
    }

    @Test
    void what_is_not_delivered_and_whom_nobody_knows() throws Exception {
        var channel = fixture.channel();

        assertThat(send(channel, "+79160000000", "x").cause()).isEqualTo(SendOutcome.Cause.ADDRESS);
        assertThat(send(channel, "+79161234569", "a{€").providerId()).isEqualTo("perl-1");
        assertThat(received(2)).containsExactly("submit 79161234569 0 0 1 611b281b65", "reported 0");
        assertThat(fixture.receipts())
                .extracting(DeliveryReceipt::kind, DeliveryReceipt::detail)
                .containsExactly(Tuple.tuple(Kind.UNDELIVERED, "UNDELIV 027"));
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThat(fixture.channel().test(fixture.account()).verdict()).isEqualTo(Verdict.OK);
        fixture.with("password", "wrong");
        assertThat(fixture.channel().test(fixture.account()).verdict()).isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    private SendOutcome send(SmppChannel channel, String to, String text) {
        var draft = new MessageDraft("o-42", to, "", text, SmppFixture.NOW);
        var request = new SendRequest("o-42", to, channel.compose(fixture.account(), draft));
        return channel.send(fixture.account(), request, () -> true);
    }

    private List<String> received(int lines) throws IOException {
        var read = new ArrayList<String>();
        while (read.size() < lines) {
            read.add(line());
        }
        return read;
    }

    private String line() throws IOException {
        return Objects.requireNonNull(output.readLine(), "the SMSC has ended");
    }

    /** Behind the header that joins parts. */
    private static String text(String submitted) {
        var bytes = HexFormat.of().parseHex(submitted.substring(submitted.lastIndexOf(' ') + 1));
        return new String(bytes, 6, bytes.length - 6, UTF_16BE);
    }

    private static boolean isInstalled() {
        try {
            var trial = new ProcessBuilder("perl", "-MNet::SMPP", "-e1")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(20, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
