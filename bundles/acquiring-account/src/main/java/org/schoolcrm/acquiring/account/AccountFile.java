package org.schoolcrm.acquiring.account;

import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountTerms;
import org.schoolcrm.acquiring.api.ConfiguredAccounts.Declaration;
import org.schoolcrm.acquiring.api.FiscalPolicy;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;

/** What one file says; a mistake is an {@link AccountFile.Mistake} that names the setting and shows no value. */
final class AccountFile {

    private static final String SETTINGS = "settings.";
    private static final Set<String> KNOWN = Set.of(
            "branch",
            "provider",
            "name",
            "live",
            "active",
            "legalEntity",
            "fiscal",
            "priority",
            "accounts",
            "atLeast",
            "atMost",
            "currency");

    private final Map<String, String> values;

    private AccountFile(Map<String, String> values) {
        this.values = values;
    }

    /** A setting that the file has wrong. */
    static final class Mistake extends RuntimeException {

        private final String setting;

        Mistake(String setting, String takes) {
            super("'" + setting + "' " + takes);
            this.setting = setting;
        }

        String setting() {
            return setting;
        }
    }

    static Declaration read(Map<String, String> values) {
        return new AccountFile(values).declaration();
    }

    private Declaration declaration() {
        values.forEach((name, value) -> {
            if (!KNOWN.contains(name) && !name.startsWith(SETTINGS)) {
                throw new Mistake(name, "is no setting of a merchant account");
            }
            if (value.contains("$[")) {
                throw new Mistake(name, "refers to something that is not there");
            }
        });
        return new Declaration(
                new BranchId(wanted("branch", Long::valueOf, "takes a number")),
                wanted("provider", Function.identity(), "takes the name of a bank's module, such as tbank"),
                wanted("name", Function.identity(), "takes what people call the account"),
                yes("live", false),
                yes("active", true),
                bankSettings(),
                new AccountTerms(
                        values.getOrDefault("legalEntity", ""),
                        read("fiscal", FiscalPolicy.NONE, FiscalPolicy::valueOf, "takes BANK, OWN_TILL or NONE"),
                        read("priority", 0, Integer::valueOf, "takes a number"),
                        read(
                                "accounts",
                                Set.<AccountId>of(),
                                AccountFile::accounts,
                                "takes numbers with commas between"),
                        limit("atLeast"),
                        limit("atMost")));
    }

    private Map<String, String> bankSettings() {
        var settings = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(SETTINGS) && !value.isEmpty()) {
                settings.put(name.substring(SETTINGS.length()), value);
            }
        });
        return settings;
    }

    private boolean yes(String name, boolean otherwise) {
        return read(
                name,
                otherwise,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                "takes true or false");
    }

    private @Nullable Money limit(String name) {
        var currency = read("currency", Currency.getInstance("RUB"), Currency::getInstance, "takes a code such as RUB");
        return values.getOrDefault(name, "").isEmpty()
                ? null
                : wanted(name, text -> Money.of(text, currency.getCurrencyCode()), "takes an amount such as 1500.00");
    }

    private <T> T read(String name, T otherwise, Function<String, T> reader, String takes) {
        return values.getOrDefault(name, "").isEmpty() ? otherwise : wanted(name, reader, takes);
    }

    private <T> T wanted(String name, Function<String, T> reader, String takes) {
        var text = values.getOrDefault(name, "").strip();
        try {
            if (!text.isEmpty()) {
                return reader.apply(text);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Mistake(name, takes);
        }
        throw new Mistake(name, takes);
    }

    private static Set<AccountId> accounts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(id -> new AccountId(Long.parseLong(id.strip())))
                .collect(Collectors.toSet());
    }
}
