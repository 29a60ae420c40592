package org.schoolcrm.pay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.money.Money;

/** One line of «Расчет» as the page shows it. */
record Line(String day, String what, String gross, String discount, String net) {

    static List<Line> of(InvoiceExplanation explanation, Page page, Function<SubjectId, Optional<String>> subjects) {
        return explanation.lines().stream()
                .map(line -> new Line(
                        page.shown().day(line.date()),
                        what(line, page, subjects),
                        page.shown().sum(line.gross()),
                        line.discount().isZero() ? "" : "−" + page.shown().sum(line.discount()),
                        page.shown().sum(line.net())))
                .toList();
    }

    /** With what is taken off because it is on the account already, or put on because it is owed. */
    static List<Line> withBalance(List<Line> lines, Money balance, Page page) {
        var all = new ArrayList<>(lines);
        all.add(new Line("", page.word("line.balance"), "", "", page.shown().sum(balance.negated())));
        return List.copyOf(all);
    }

    private static String what(InvoiceLine line, Page page, Function<SubjectId, Optional<String>> subjects) {
        var kind = page.word("line." + Objects.requireNonNullElse(line.kind(), "MANUAL"));
        return Optional.ofNullable(line.subject())
                .flatMap(subjects)
                .map(subject -> kind + ": " + subject)
                .orElse(kind);
    }
}
