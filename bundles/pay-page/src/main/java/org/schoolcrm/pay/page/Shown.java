package org.schoolcrm.pay.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.money.ReadableMoney;

/** How amounts and days look to a reader of one language. */
final class Shown {

    private static final DateTimeFormatter RUSSIAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final DateTimeFormatter days;

    Shown(Locale language) {
        this.days = language.getLanguage().equals("en") ? ENGLISH : RUSSIAN;
    }

    String day(LocalDate day) {
        return days.format(day);
    }

    String period(DateRange period) {
        var begin = day(period.begin());
        return period.end() == null || period.end().equals(period.begin()) ? begin : begin + "–" + day(period.end());
    }

    /** With the sign of its currency, and without the cents of a round amount. */
    String money(Money money) {
        return ReadableMoney.of(money);
    }

    /** As accountants write it: always with cents, without a sign. */
    String sum(Money money) {
        var decimal = money.toDecimal();
        int dot = decimal.indexOf('.');
        var whole = dot < 0 ? decimal : decimal.substring(0, dot);
        return ReadableMoney.grouped(whole) + (dot < 0 ? "" : "," + decimal.substring(dot + 1));
    }
}
