package org.schoolcrm.preflight;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What a setting takes; each kind can say it in words. */
enum Kind {
    NUMBER("a whole number from %s") {
        @Override
        boolean takes(String value, String limits) {
            var range = limits.split("\\.\\.", 2);
            return value.matches("\\d{1,9}")
                    && Integer.parseInt(value) >= Integer.parseInt(range[0])
                    && Integer.parseInt(value) <= Integer.parseInt(range[1]);
        }
    },
    CHOICE("one of: %s") {
        @Override
        boolean takes(String value, String limits) {
            return Arrays.asList(limits.split(", ", -1)).contains(value);
        }
    },
    TEXT("a text%s") {
        @Override
        boolean takes(String value, String limits) {
            return true;
        }
    },
    SITE("an address such as https://crm.school.ru, without a path%s") {
        @Override
        boolean takes(String value, String limits) {
            try {
                var address = new URI(value);
                return List.of("http", "https").contains(String.valueOf(address.getScheme()))
                        && address.getHost() != null
                        && address.getPath().isEmpty()
                        && address.getQuery() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    },
    MAILBOX("an address such as billing@school.ru or Школа <billing@school.ru>%s") {
        @Override
        boolean takes(String value, String limits) {
            return ADDRESS.matcher(value).matches();
        }
    },
    DAY("a day such as 2026-09-01%s") {
        @Override
        boolean takes(String value, String limits) {
            try {
                return LocalDate.parse(value).getYear() > 2000;
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    },
    ADDRESSES("IP addresses between commas%s") {
        @Override
        boolean takes(String value, String limits) {
            return Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(Kind::isAddress);
        }
    },
    SOCKET("an IP address and a port such as 127.0.0.1:8182%s") {
        @Override
        boolean takes(String value, String limits) {
            int colon = value.lastIndexOf(':');
            return colon > 0
                    && isAddress(value.substring(0, colon).replaceAll("^\\[|]$", ""))
                    && NUMBER.takes(value.substring(colon + 1), "1..65535");
        }
    },
    PATHS("addresses such as /login or /hooks/*, between commas%s") {
        @Override
        boolean takes(String value, String limits) {
            return Arrays.stream(value.split(",", -1))
                    .allMatch(one -> one.strip().startsWith("/"));
        }
    },
    DATABASE("an address such as jdbc:postgresql://host:5432/crm or jdbc:h2:file:…;WRITE_DELAY=0%s") {
        @Override
        boolean takes(String value, String limits) {
            return value.startsWith("jdbc:postgresql:")
                    || (value.startsWith("jdbc:h2:file:")
                            && AT_ONCE.matcher(value).find());
        }
    },
    KEYRING("keys as 'name:base64 of 32 bytes', several between commas%s") {
        @Override
        boolean takes(String value, String limits) {
            return Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(Kind::isKey);
        }
    };

    /** Otherwise H2 loses what it has confirmed in the last half second when the process ends. */
    private static final Pattern AT_ONCE = Pattern.compile(";(?i:WRITE_DELAY)=0(;|$)");

    private static final Pattern ADDRESS = Pattern.compile("[^<>@\\s]+@[^<>@\\s]+|[^<>]*<[^<>@\\s]+@[^<>@\\s]+>");

    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    abstract boolean takes(String value, String limits);

    String inWords(String limits) {
        return words.formatted(limits.replace("..", " to "));
    }

    /** Only numbers: a name would ask a name server. */
    private static boolean isAddress(String text) {
        try {
            return NUMERIC.matcher(text).matches() && InetAddress.getByName(text) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isKey(String text) {
        try {
            int colon = text.indexOf(':');
            return colon > 0 && Base64.getDecoder().decode(text.substring(colon + 1)).length == 32;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
