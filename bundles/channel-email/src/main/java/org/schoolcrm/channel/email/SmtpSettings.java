package org.schoolcrm.channel.email;

import jakarta.mail.internet.AddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField;

/**
 * How to reach the mail server, as the operator has set it.
 *
 * @param from the sender that people see, such as {@code Школа <billing@school.ru>}
 */
public record SmtpSettings(
        String host, int port, Security security, String user, String password, String from, String replyTo) {

    /** How the connection is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    static final List<SettingField> FIELDS = List.of(
            SettingField.text("host", "Сервер", "Server").deciding(SettingField.Use.ADDRESS),
            SettingField.text("port", "Порт", "Port").optional().matching("\\d{1,5}"),
            SettingField.choice("security", "Защита соединения", "Protection", "NONE", "STARTTLS", "TLS"),
            SettingField.text("user", "Имя пользователя", "User name")
                    .optional()
                    .deciding(SettingField.Use.IDENTITY),
            SettingField.secret("password", "Пароль", "Password").optional(),
            SettingField.text("from", "Отправитель, например «Школа <billing@school.ru>»", "Sender"),
            SettingField.text("replyTo", "Адрес для ответов", "Address for replies")
                    .optional());

    static SmtpSettings of(ProviderAccount account) {
        return new SmtpSettings(
                account.setting("host"),
                Integer.parseInt(account.setting("port", "25")),
                Security.valueOf(account.setting("security", "NONE")),
                account.setting("user", ""),
                account.setting("password", ""),
                account.setting("from"),
                account.setting("replyTo", ""));
    }

    /** Names of the settings that cannot be used: the schema's findings, and addresses that are none. */
    static List<String> problemsOf(List<String> found, Map<String, String> settings) {
        var problems = new ArrayList<>(found);
        if (!isAddress(settings.getOrDefault("from", "")) && !problems.contains("from")) {
            problems.add("from");
        }
        return problems;
    }

    private static boolean isAddress(String text) {
        try {
            HeaderAddress.of(text);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    /** Without these a dead server would be waited for as long as it likes. */
    private static final String CONNECT_MILLIS = "10000";

    private static final String ANSWER_MILLIS = "30000";

    Properties asMailProperties() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.sendpartial", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isBlank()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    /** The password never reaches a log. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + " " + security + "]";
    }
}
