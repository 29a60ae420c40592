package org.schoolcrm.channel.smpp;

import static org.schoolcrm.provider.api.SettingField.choice;
import static org.schoolcrm.provider.api.SettingField.secret;
import static org.schoolcrm.provider.api.SettingField.text;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.SettingField.Use;

/** What the adapter says about itself (channels.md 7). */
final class SmppProfile {

    /** The most characters of a text, as of every SMS. */
    static final int LONGEST = 1000;

    private static final List<SettingField> SETTINGS = List.of(
            text("host", "Сервер SMSC", "Host of the SMSC")
                    .matching("[A-Za-z0-9.:-]{1,255}")
                    .deciding(Use.ADDRESS),
            text("port", "Порт", "Port").optional().matching("\\d{1,5}").deciding(Use.ADDRESS),
            choice("tls", "Шифровать соединение (TLS)", "Encrypt the connection (TLS)", "NO", "YES")
                    .deciding(Use.ADDRESS),
            ProviderSettings.TRUST,
            text("systemId", "Логин (system_id)", "Login (system_id)").matching("[\\x21-\\x7e]{1,15}"),
            secret("password", "Пароль, не длиннее 8 знаков", "Password, 8 characters at most")
                    .matching("[\\x21-\\x7e]{1,8}"),
            text("systemType", "Тип системы (system_type)", "System type")
                    .optional()
                    .matching("[\\x21-\\x7e]{1,12}"),
            text("source", "Отправитель: имя или номер", "Sender: a name or a number")
                    .matching("[\\x20-\\x7e]{1,20}")
                    .deciding(Use.VALUE),
            choice("sourceTon", "Тип номера отправителя (TON)", "Sender's TON", "0", "1", "2", "3", "4", "5", "6"),
            choice("sourceNpi", "План нумерации отправителя (NPI)", "Sender's NPI", "0", "1", "3", "4", "6", "8", "9"),
            text("window", "Запросов без ответа одновременно", "Requests under way at once")
                    .optional()
                    .matching("[1-9]\\d?"),
            text("partsPerSecond", "Частей сообщений в секунду, 0 — без ограничения", "Parts a second, 0 for no limit")
                    .optional()
                    .matching("\\d{1,4}"),
            choice(
                    "longMessage",
                    "Склейка длинных сообщений",
                    "How long messages are joined",
                    names(LongMessage.values())),
            choice(
                    "alphabet",
                    "Алфавит по умолчанию (coding 0)",
                    "Default alphabet (coding 0)",
                    names(Alphabet.values())),
            choice("receiptId", "Номер в отчёте о доставке", "Number in receipts", names(ReceiptId.values())),
            choice("receipts", "Отчёты о частях", "Receipts of parts", names(SmppSettings.Receipts.values())),
            choice("oneBind", "Оператор допускает одно соединение", "Only one bind is allowed", "NO", "YES"),
            text("zone", "Часовой пояс дат в отчётах", "Time zone of dates in receipts")
                    .optional()
                    .matching("[A-Za-z0-9_+/:-]{1,40}"));

    static final ChannelProfile PROFILE = new ChannelProfile(
            "smpp",
            "sms",
            "SMS по SMPP 3.4",
            "SMS over SMPP 3.4",
            AddressKind.MOBILE_PHONE,
            Encoding.PLAIN,
            Idempotency.NONE,
            new Pace(10, Duration.ZERO),
            LONGEST,
            Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.INBOUND),
            SETTINGS);

    private SmppProfile() {}

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }
}
