package org.schoolcrm.billing.core;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.schoolcrm.billing.api.query.InvoiceSummary;
import org.schoolcrm.billing.spi.InvoiceTally;
import org.schoolcrm.billing.spi.InvoiceTally.Standing;
import org.schoolcrm.money.Money;

/** The months that a summary looks at, oldest first, the last of them that of today; sums up what was counted for it. */
record SummaryYear(LocalDate today, List<YearMonth> months) {

    private static final int MONTHS = 12;

    static SummaryYear until(LocalDate today) {
        var first = YearMonth.from(today).minusMonths(MONTHS - 1L);
        return new SummaryYear(
                today, IntStream.range(0, MONTHS).mapToObj(first::plusMonths).toList());
    }

    /** The first instant of each month. */
    List<Instant> begins(ZoneId zone) {
        return months.stream()
                .map(month -> month.atDay(1).atStartOfDay(zone).toInstant())
                .toList();
    }

    /** Money of another currency cannot be added: such invoices are only counted. */
    InvoiceSummary summary(Currency currency, List<InvoiceTally> all) {
        var tallies = all.stream()
                .filter(one -> one.amount().currency().equals(currency))
                .toList();
        return new InvoiceSummary(
                unpaid(currency, tallies, Standing.AWAITING),
                unpaid(currency, tallies, Standing.EXPIRED),
                IntStream.range(0, months.size())
                        .mapToObj(place -> month(months.get(place), currency, matching(tallies, place + 1)))
                        .toList(),
                invoices(all) - invoices(tallies));
    }

    private static InvoiceSummary.Unpaid unpaid(Currency currency, List<InvoiceTally> tallies, Standing standing) {
        var these = matching(tallies, one -> one.standing() == standing);
        var due = total(these, InvoiceTally::amount)
                .subtract(total(these, InvoiceTally::paid))
                .add(total(these, InvoiceTally::refunded));
        return new InvoiceSummary.Unpaid(invoices(these), Money.nearest(due, currency));
    }

    private static InvoiceSummary.Month month(YearMonth month, Currency currency, List<InvoiceTally> these) {
        return new InvoiceSummary.Month(
                month,
                invoices(these),
                sum(currency, these, InvoiceTally::amount),
                sum(currency, these, InvoiceTally::paid),
                sum(currency, these, InvoiceTally::refunded));
    }

    private static List<InvoiceTally> matching(List<InvoiceTally> tallies, int month) {
        return matching(tallies, one -> one.month() == month);
    }

    private static List<InvoiceTally> matching(List<InvoiceTally> tallies, Predicate<InvoiceTally> which) {
        return tallies.stream().filter(which).toList();
    }

    private static long invoices(List<InvoiceTally> tallies) {
        return tallies.stream().mapToLong(InvoiceTally::invoices).sum();
    }

    /** A sum that there is no room for is shown as the greatest: one absurd row does not hide the branch's summary. */
    private static Money sum(Currency currency, List<InvoiceTally> tallies, Function<InvoiceTally, Money> what) {
        return Money.nearest(total(tallies, what), currency);
    }

    private static BigInteger total(List<InvoiceTally> tallies, Function<InvoiceTally, Money> what) {
        return tallies.stream()
                .map(one -> BigInteger.valueOf(what.apply(one).minor()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
