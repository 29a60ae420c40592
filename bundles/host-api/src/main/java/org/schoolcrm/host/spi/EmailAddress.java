package org.schoolcrm.host.spi;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An e-mail address that mail reaches exactly as it stands, through any mail server (RFC 5321). What would have to be
 * guessed or altered is no address: letters outside ASCII before the @, doubled dots, quotes, comments, names.
 *
 * @param local what stands before the @, in its own spelling
 * @param domain in small letters, in the alphabet that people write it in
 */
public record EmailAddress(String local, String domain) {

    private static final int LOCAL_LENGTH = 64;
    private static final int DOMAIN_LENGTH = 253;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    /** Blanks around it do not count, whatever kind of blank they are. */
    public static Optional<EmailAddress> read(String text) {
        var address = EDGES.matcher(text).replaceAll("");
        int at = address.lastIndexOf('@');
        if (at < 1
                || at > LOCAL_LENGTH
                || !LOCAL.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        var domain = Normalizer.normalize(address.substring(at + 1), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        return isDomain(domain) ? Optional.of(new EmailAddress(address.substring(0, at), domain)) : Optional.empty();
    }

    /** For mail servers: the domain in letters that each of them knows (RFC 5890). */
    public String ascii() {
        return local + "@" + asciiDomain(domain);
    }

    /** The same for every spelling of one mailbox; no mail server tells capitals apart. */
    public String key() {
        return ascii().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }

    private static boolean isDomain(String domain) {
        var labels = domain.split("\\.", -1);
        return labels.length > 1
                && !DIGITS.matcher(labels[labels.length - 1]).matches()
                && Arrays.stream(labels).allMatch(label -> !ascii(label).isEmpty())
                && asciiDomain(domain).length() <= DOMAIN_LENGTH;
    }

    private static String asciiDomain(String domain) {
        return Arrays.stream(domain.split("\\.", -1)).map(EmailAddress::ascii).collect(Collectors.joining("."));
    }

    /** Empty for a label whose conversion cannot be undone: it would lead to somebody else's domain. */
    private static String ascii(String label) {
        if (label.chars().allMatch(letter -> letter < 128)) {
            return LABEL.matcher(label).matches() ? label : "";
        }
        try {
            var ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            boolean reversible = LABEL.matcher(ascii).matches()
                    && IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES).equals(label);
            return reversible && !mixesAlphabets(label) ? ascii : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A Cyrillic letter among Latin ones that look like it is a slip or a trap, never a domain. */
    private static boolean mixesAlphabets(String label) {
        var scripts = label.codePoints()
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));
        scripts.retainAll(EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK));
        return scripts.size() > 1;
    }
}
