package org.schoolcrm.itests.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.channel.sms.smsru.SmsruChannel;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.telegram.TelegramChannel;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.channel.whatsapp.wazzup.WazzupChannel;
import org.schoolcrm.message.catcher.MessageCatcher;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.JdkHttpExchange;
import org.schoolcrm.runtime.PublicAddressPolicy;
import org.schoolcrm.runtime.api.HttpExchange;

/** The accounts that come with the feature {@code crm-demo}, as it is written. */
class DemoAccountsTest {

    private static final Path FEATURES = Path.of("../features/src/main/feature/features.xml");
    private static final Pattern ACCOUNT = Pattern.compile(
            "<config name=\"org\\.schoolcrm\\.channel\\.account-([a-z-]+)\">(.*?)</config>", Pattern.DOTALL);
    private static final String HOST = "http://127.0.0.1:$[env:CRM_MESSAGE_CATCHER_PORT;default=8183]";
    /** What Karaf puts in place of a setting of the machine that is not there. */
    private static final String BY_DEFAULT = "\\$\\[env:\\w+;default=(\\w+)]";

    private static final HttpExchange HTTP = new JdkHttpExchange(new PublicAddressPolicy(true));
    private static final Map<String, MessageChannel> CHANNELS = Map.of(
            "smsru", new SmsruChannel(HTTP, Instant::now),
            "telegram", new TelegramChannel(HTTP),
            "wazzup24-v3", new WazzupChannel(HTTP));

    private final MessageCatcher catcher = new MessageCatcher(0, "700000001-700002000");

    @BeforeEach
    void start() {
        catcher.start();
    }

    @AfterEach
    void stop() {
        catcher.stop();
    }

    static Stream<Properties> accounts() throws IOException {
        return ACCOUNT.matcher(Files.readString(FEATURES)).results().map(account -> properties(account.group(2)));
    }

    @Test
    void are_one_of_each_kind() throws IOException {
        assertThat(accounts())
                .extracting(account -> account.get("provider"))
                .containsExactlyInAnyOrderElementsOf(CHANNELS.keySet());
    }

    /** Karaf writes them to files in the charset of the machine. */
    @ParameterizedTest
    @MethodSource("accounts")
    void are_written_so_that_every_machine_can_keep_them(Properties account) {
        assertThat(account.values())
                .allSatisfy(value -> assertThat(value.toString()).matches("\\p{ASCII}+"));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void are_welcome_with_the_simulated_providers(Properties account) {
        var channel = CHANNELS.get(account.getProperty("provider"));
        var root = catcher.address("smsru").resolve("/").toString().replaceFirst("/$", "");
        var settings = new HashMap<String, String>();
        account.stringPropertyNames().stream()
                .filter(name -> name.startsWith("settings."))
                .forEach(name -> settings.put(
                        name.substring("settings.".length()),
                        account.getProperty(name).replace(HOST, root).replaceAll(BY_DEFAULT, "$1")));

        assertThat(channel.problemsOf(settings)).isEmpty();
        assertThat(channel.test(TestAccount.of(channel.profile().provider(), settings)))
                .extracting(ConnectionReport::verdict)
                .isEqualTo(Verdict.OK);
    }

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
