package org.schoolcrm.rest.mailing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.rest.school.AccountNames;

/** The columns of a run's exported report, in the caller's words. */
final class RunColumns {

    private final ResourceBundle words;

    RunColumns(Locale language) {
        words = ResourceBundle.getBundle(
                RunColumns.class.getName(),
                language,
                RunColumns.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    List<String> head() {
        return List.of("customer", "name", "account", "result", "why", "invoice", "amount", "currency").stream()
                .map(words::getString)
                .toList();
    }

    List<@Nullable Object> of(RunEntry entry, AccountNames.Names names) {
        var amount = entry.amount();
        return Arrays.asList(
                entry.customer().toString(),
                entry.customerName(),
                entry.account().isBase()
                        ? words.getString("base")
                        : names.find(entry.customer(), entry.account())
                                .orElseGet(() -> entry.account().toString()),
                words.getString(entry.outcome().name()),
                why(entry),
                Optional.ofNullable(entry.invoice()).map(Object::toString).orElse(null),
                amount,
                amount == null ? null : amount.currency().getCurrencyCode());
    }

    private @Nullable String why(RunEntry entry) {
        return entry.reason() == null
                ? entry.error()
                : words.getString("skip." + entry.reason().name());
    }
}
