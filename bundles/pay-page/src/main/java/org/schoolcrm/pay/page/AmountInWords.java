package org.schoolcrm.pay.page;

import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.money.Money;

/** «Пять тысяч шестьсот рублей 00 копеек»: sums as Russian invoices spell them. */
final class AmountInWords {

    private static final List<String> HUNDREDS = List.of(
            "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот");
    private static final List<String> TENS = List.of(
            "",
            "",
            "двадцать",
            "тридцать",
            "сорок",
            "пятьдесят",
            "шестьдесят",
            "семьдесят",
            "восемьдесят",
            "девяносто");
    private static final List<String> ONES = List.of(
            "",
            "один",
            "два",
            "три",
            "четыре",
            "пять",
            "шесть",
            "семь",
            "восемь",
            "девять",
            "десять",
            "одиннадцать",
            "двенадцать",
            "тринадцать",
            "четырнадцать",
            "пятнадцать",
            "шестнадцать",
            "семнадцать",
            "восемнадцать",
            "девятнадцать");
    private static final List<Noun> GROUPS = List.of(
            new Noun(false, "", "", ""),
            new Noun(true, "тысяча", "тысячи", "тысяч"),
            new Noun(false, "миллион", "миллиона", "миллионов"),
            new Noun(false, "миллиард", "миллиарда", "миллиардов"),
            new Noun(false, "триллион", "триллиона", "триллионов"),
            new Noun(false, "квадриллион", "квадриллиона", "квадриллионов"));
    private static final Noun RUBLE = new Noun(false, "рубль", "рубля", "рублей");
    private static final Noun KOPECK = new Noun(true, "копейка", "копейки", "копеек");
    private static final int GROUP = 1000;
    private static final int CENTS = 100;

    private AmountInWords() {}

    /** Roubles in words and kopecks in digits; of another currency its code takes the place of both words. */
    static String of(Money money) {
        if (!money.currency().getCurrencyCode().equals("RUB")) {
            int places = money.currency().getDefaultFractionDigits();
            var decimal = money.toDecimal();
            var whole = decimal.substring(0, decimal.length() - (places == 0 ? 0 : places + 1));
            var rest = places == 0 ? "" : " " + decimal.substring(decimal.length() - places);
            return capital(
                    number(Long.parseLong(whole)) + " " + money.currency().getCurrencyCode() + rest);
        }
        long roubles = money.minor() / CENTS;
        int kopecks = (int) (money.minor() % CENTS);
        return capital(
                "%s %s %02d %s".formatted(number(roubles), RUBLE.after(roubles), kopecks, KOPECK.after(kopecks)));
    }

    private static String number(long number) {
        if (number == 0) {
            return "ноль";
        }
        var words = new ArrayList<String>();
        long divisor = 1_000_000_000_000_000L;
        for (int group = GROUPS.size() - 1; group >= 0; group--) {
            int part = (int) (number / divisor % GROUP);
            if (part > 0) {
                spell(part, GROUPS.get(group).feminine(), words);
                words.add(GROUPS.get(group).after(part));
            }
            divisor /= GROUP;
        }
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }

    private static void spell(int part, boolean feminine, List<String> words) {
        words.add(HUNDREDS.get(part / 100));
        int rest = part % 100;
        if (rest >= ONES.size()) {
            words.add(TENS.get(rest / 10));
            rest %= 10;
        }
        words.add(feminine && (rest == 1 || rest == 2) ? (rest == 1 ? "одна" : "две") : ONES.get(rest));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A word with its forms after one, after two to four, and after all else. */
    private record Noun(boolean feminine, String one, String few, String many) {

        String after(long number) {
            long tens = number % 100;
            long ones = number % 10;
            if (tens / 10 == 1 || ones == 0 || ones > 4) {
                return many;
            }
            return ones == 1 ? one : few;
        }
    }
}
