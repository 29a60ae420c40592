package org.schoolcrm.channel.email;

import jakarta.mail.internet.AddressException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.provider.api.SettingField;

/**
 * How to reach the mail server, as the operator has set it.
 *
 * @param from the sender that people see, such as {@code Школа <billing@school.ru>}
 * @param dkim null where the mail server signs by itself, or nobody
 * @param returnPath null where nobody reads what could not be delivered
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        String user,
        String password,
        String from,
        String replyTo,
        @Nullable Dkim dkim,
        @Nullable ReturnPath returnPath) {

    SmtpSettings(String host, int port, Security security, String user, String password, String from, String replyTo) {
        this(host, port, security, user, password, from, replyTo, null, null);
    }

    /** How the connection is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    private static final String DOMAIN = "[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?";

    private static final List<String> DKIM = List.of("dkimDomain", "dkimSelector", "dkimKey");
    private static final List<String> IMAP = List.of("imapHost", "imapUser", "imapPassword");

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
                    .optional(),
            SettingField.text("dkimDomain", "DKIM: домен подписи", "DKIM: domain")
                    .optional()
                    .matching(DOMAIN),
            SettingField.text("dkimSelector", "DKIM: селектор", "DKIM: selector")
                    .optional()
                    .matching(DOMAIN),
            SettingField.secret("dkimKey", "DKIM: закрытый ключ RSA (PKCS #8)", "DKIM: private RSA key (PKCS #8)")
                    .optional(),
            SettingField.text("bounces", "Ящик для отчетов о недоставке", "Mailbox for bounces")
                    .optional(),
            SettingField.text("imapHost", "Сервер IMAP этого ящика", "IMAP server of that mailbox")
                    .optional()
                    .deciding(SettingField.Use.ADDRESS),
            SettingField.text("imapPort", "Порт IMAP", "IMAP port").optional().matching("\\d{1,5}"),
            SettingField.choice("imapSecurity", "Защита соединения IMAP", "IMAP protection", "NONE", "STARTTLS", "TLS"),
            SettingField.text("imapUser", "Имя пользователя IMAP", "IMAP user name")
                    .optional()
                    .deciding(SettingField.Use.IDENTITY),
            SettingField.secret("imapPassword", "Пароль IMAP", "IMAP password").optional());

    static SmtpSettings of(ProviderAccount account) {
        return new SmtpSettings(
                account.setting("host"),
                Integer.parseInt(account.setting("port", "25")),
                Security.valueOf(account.setting("security", "NONE")),
                account.setting("user", ""),
                account.setting("password", ""),
                account.setting("from"),
                account.setting("replyTo", ""),
                Dkim.of(account),
                ReturnPath.of(account));
    }

    /** Names of the settings that cannot be used: the schema's findings, addresses and keys that are none, and halves. */
    static List<String> problemsOf(List<String> found, Map<String, String> settings) {
        var problems = new LinkedHashSet<>(found);
        if (!isAddress(settings.getOrDefault("from", ""))) {
            problems.add("from");
        }
        if (!isEmpty(settings, "bounces") && !isMailbox(settings.getOrDefault("bounces", ""))) {
            problems.add("bounces");
        }
        if (!isEmpty(settings, "dkimKey") && !isKey(settings.getOrDefault("dkimKey", ""))) {
            problems.add("dkimKey");
        }
        problems.addAll(missing(settings, DKIM, List.of()));
        problems.addAll(missing(settings, IMAP, List.of("bounces")));
        return List.copyOf(problems);
    }

    /** What has no value though one of those that belong together has. */
    private static List<String> missing(Map<String, String> settings, List<String> together, List<String> besides) {
        return together.stream().allMatch(name -> isEmpty(settings, name))
                ? List.of()
                : Stream.concat(together.stream(), besides.stream())
                        .filter(name -> isEmpty(settings, name))
                        .toList();
    }

    private static boolean isEmpty(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "").isEmpty();
    }

    private static boolean isMailbox(String text) {
        try {
            HeaderAddress.recipient(text);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    private static boolean isKey(String text) {
        try {
            DkimKey.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
        properties.setProperty("mail.smtp.dsn.notify", returnPath == null ? "" : "FAILURE,DELAY");
        properties.setProperty("mail.smtp.dsn.ret", "HDRS");
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
