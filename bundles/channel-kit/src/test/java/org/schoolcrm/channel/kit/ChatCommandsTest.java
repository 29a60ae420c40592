package org.schoolcrm.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.InboundMessage.Kind;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;

class ChatCommandsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "/start c_4fQz0m1Rk2nB7xYpLw8sTA, START, c_4fQz0m1Rk2nB7xYpLw8sTA, true",
        "/start@SchoolBot abc, START, abc, true",
        "/start, START, '', true",
        "/START, START, '', true",
        "/stop, STOP, /stop, true",
        "/stop please, STOP, /stop please, true",
        "Стоп, STOP, Стоп, false",
        "Старт, RESUMED, Старт, false",
        "/started, TEXT, /started, false",
        "/start two words, TEXT, /start two words, false",
        "Когда урок?, TEXT, Когда урок?, false"
    })
    void commands_and_words_have_their_meaning(String text, Kind kind, String told, boolean command) {
        assertThat(ChatCommands.read("7", "421337", text, NOW))
                .isEqualTo(new InboundMessage("7", kind, "421337", told, NOW));
        assertThat(ChatCommands.isCommand(text)).isEqualTo(command);
    }

    @Test
    void a_secret_depends_on_the_address_and_on_the_credential() {
        var account = TestAccount.of("telegram", Map.of());
        var secret = HookSecret.of(account, "token");

        assertThat(secret)
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(HookSecret.of(account, "tokem"))
                .isNotEqualTo(HookSecret.of(TestAccount.of(2, "telegram", Map.of()), "token"));
        assertThat(verify(account, Map.of("x-secret", secret))).isEqualTo(Verification.VERIFIED);
        assertThat(verify(account, Map.of("x-secret", secret.substring(1)))).isEqualTo(Verification.REJECTED);
        assertThat(verify(account, Map.of())).isEqualTo(Verification.REJECTED);
    }

    @Test
    void the_button_speaks_the_language_of_the_account() {
        assertThat(ChatSettings.payLabel(TestAccount.of("x", Map.of()))).isEqualTo("Оплатить");
        assertThat(ChatSettings.payLabel(TestAccount.of("x", Map.of("language", "en"))))
                .isEqualTo("Pay");
    }

    private static Verification verify(ProviderAccount account, Map<String, String> headers) {
        var call = new RawWebhook("POST", "", "", headers, new byte[0], "192.0.2.1", NOW);
        return HookSecret.verify(account, "token", call, "x-secret");
    }
}
