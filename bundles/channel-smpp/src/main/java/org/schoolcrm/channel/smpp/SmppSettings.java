package org.schoolcrm.channel.smpp;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.kit.ProviderSettings;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ProviderAccount;

/**
 * How to reach the SMSC, and what it expects.
 *
 * @param partsPerSecond zero for as many as there are
 * @param oneBind whether the SMSC takes only one bind, so that nodes must take turns
 * @param zone by whose clock it dates receipts, null if nobody knows
 */
record SmppSettings(
        String host,
        int port,
        boolean tls,
        String trust,
        String systemId,
        String password,
        String systemType,
        SourceAddress source,
        int window,
        int partsPerSecond,
        LongMessage longMessage,
        Alphabet alphabet,
        ReceiptId receiptId,
        Receipts receipts,
        boolean oneBind,
        @Nullable ZoneId zone) {

    /** Which parts of a long message are reported about. */
    enum Receipts {
        ALL,
        LAST
    }

    static SmppSettings of(ProviderAccount account) {
        var zone = account.setting("zone", "");
        return new SmppSettings(
                account.setting("host"),
                Integer.parseInt(account.setting("port", "2775")),
                account.setting("tls", "NO").equals("YES"),
                account.setting("trust", ""),
                account.setting("systemId"),
                account.setting("password"),
                account.setting("systemType", ""),
                SourceAddress.of(
                        account.setting("source"), account.setting("sourceTon", ""), account.setting("sourceNpi", "")),
                Integer.parseInt(account.setting("window", "10")),
                partsPerSecond(account),
                LongMessage.valueOf(account.setting("longMessage", "UDH8")),
                Alphabet.valueOf(account.setting("alphabet", "GSM7")),
                ReceiptId.valueOf(account.setting("receiptId", "SAME")),
                Receipts.valueOf(account.setting("receipts", "ALL")),
                account.setting("oneBind", "NO").equals("YES"),
                zone.isEmpty() ? null : ZoneId.of(zone));
    }

    static int partsPerSecond(ProviderAccount account) {
        return Integer.parseInt(account.setting("partsPerSecond", "10"));
    }

    /** What the schema finds wrong, certificates that cannot be read, a port or a zone that there is not. */
    static List<String> problemsOf(ChannelProfile profile, Map<String, String> settings) {
        var problems = new ArrayList<>(ProviderSettings.problemsOf(profile, settings));
        if (!isPort(settings.getOrDefault("port", "")) && !problems.contains("port")) {
            problems.add("port");
        }
        if (!isZone(settings.getOrDefault("zone", ""))) {
            problems.add("zone");
        }
        return problems;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535 && !text.matches("0+"));
    }

    private static boolean isZone(String text) {
        try {
            return text.isEmpty() || !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The password never reaches a log. */
    @Override
    public String toString() {
        return "SmppSettings[" + host + ":" + port + "]";
    }
}
