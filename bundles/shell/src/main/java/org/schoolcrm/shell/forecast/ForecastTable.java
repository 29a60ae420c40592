package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.Subscription;

/** A forecast as a table of its lines, with what makes them an amount. */
record ForecastTable(PrintStream out) {

    void print(CustomerForecast one) {
        var refusal = one.answer().refusal();
        if (refusal != null) {
            out.println(refusal.type().code() + ": " + refusal.type().detail(Locale.ENGLISH, refusal.arguments()));
            return;
        }
        var forecast = one.answer().orThrow();
        lines(forecast.lines(), one.customer());
        out.println("charges " + forecast.charges() + ", balance " + forecast.balance() + ", to pay "
                + forecast.amount()
                + (forecast.paidThrough() == null ? "" : ", paid through " + forecast.paidThrough()));
        forecast.warnings()
                .forEach(
                        warning -> out.println(warning.kind() + " " + warning.date() + ", lesson " + warning.lesson()));
        out.println("snapshot " + forecast.snapshot().sha256());
    }

    void lines(List<ForecastLine> all, CustomerFacts customer) {
        var table = new ShellTable().emptyTableText("No charges");
        table.column("Date");
        table.column("Through");
        table.column("For");
        table.column("Subscription");
        table.column("Subject");
        table.column("Gross").alignRight();
        table.column("Discount").alignRight();
        table.column("Net").alignRight();
        table.column("Why");
        for (var line : all) {
            table.addRow()
                    .addContent(
                            line.date(),
                            line.through(),
                            line.kind(),
                            customer.subscription(line.subscription())
                                    .map(Subscription::name)
                                    .orElse(""),
                            line.subject() == null ? "" : line.subject(),
                            line.gross().toDecimal(),
                            line.discount().toDecimal(),
                            line.net().toDecimal(),
                            why(line));
        }
        table.print(out);
    }

    private static String why(ForecastLine line) {
        return line.discounts().stream().map(ForecastTable::discount).collect(Collectors.joining(", "));
    }

    private static String discount(Discount one) {
        var percent = one.basisPoints() == 0
                ? ""
                : BigDecimal.valueOf(one.basisPoints(), 2).stripTrailingZeros().toPlainString() + " %";
        var fixed = one.fixed().isZero() ? "" : one.fixed().toString();
        return "−" + percent + (percent.isEmpty() || fixed.isEmpty() ? "" : " −") + fixed;
    }
}
