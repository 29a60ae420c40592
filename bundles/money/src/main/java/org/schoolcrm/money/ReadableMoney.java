package org.schoolcrm.money;

import java.util.Locale;

/** Amounts as people in Russia read them: grouped, without the cents of a round amount, with the currency's sign. */
public final class ReadableMoney {

    private static final Locale RUSSIA = Locale.forLanguageTag("ru");
    private static final char UNBREAKABLE = '\u00a0';

    private ReadableMoney() {}

    /** Such as «5 600 ₽» or «12,50 ₽»; blanks do not break. */
    public static String of(Money money) {
        var decimal = money.toDecimal();
        int dot = decimal.indexOf('.');
        var rest = dot < 0 ? "" : decimal.substring(dot + 1);
        var cents = rest.matches("0*") ? "" : "," + rest;
        return grouped(dot < 0 ? decimal : decimal.substring(0, dot))
                + cents
                + UNBREAKABLE
                + money.currency().getSymbol(RUSSIA);
    }

    /** Digits in groups of three; a sign may stand before them. */
    public static String grouped(String whole) {
        return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", String.valueOf(UNBREAKABLE));
    }
}
