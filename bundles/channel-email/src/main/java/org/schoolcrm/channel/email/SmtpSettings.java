package org.schoolcrm.channel.email;

import java.util.Properties;

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
