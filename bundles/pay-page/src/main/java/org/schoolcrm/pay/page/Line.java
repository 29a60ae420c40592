package org.schoolcrm.pay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.money.Money;

/** One line of «Расчет» as the page shows it. */
record Line(String day, String what, String gross, String discount, String net) {

    static List<Line> of(InvoiceExplanation explanation, Page page, LineNames names) {
        return explanation.lines().stream()
                .map(line -> new Line(
                        page.shown().day(line.date()),
                        what(line, page, names),
                        page.shown().sum(line.gross()),
                        line.discount().isZero() ? "" : "−" + page.shown().sum(line.discount()),
                        page.shown().sum(line.net())))
                .toList();
    }

    /** With what is taken off because it is on the account already, or put on because it is owed; each by its name. */
    static List<Line> withBalance(List<Line> lines, Money balance, Page page) {
        var all = new ArrayList<>(lines);
        all.add(
                balance.isNegative()
                        ? new Line(
                                "", page.word("line.debt"), "", "", page.shown().sum(balance.negated()))
                        : new Line(
                                "",
                                page.word("line.credit"),
                                "",
                                "",
                                "−" + page.shown().sum(balance)));
        return List.copyOf(all);
    }

    private static String what(InvoiceLine line, Page page, LineNames names) {
        var kind = page.word("line." + Objects.requireNonNullElse(line.kind(), "MANUAL"));
        return names.of(line).map(name -> kind + ": " + name).orElse(kind);
    }
}
