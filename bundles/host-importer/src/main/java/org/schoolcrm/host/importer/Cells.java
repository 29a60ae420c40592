package org.schoolcrm.host.importer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.EmailAddress;
import org.schoolcrm.host.spi.PhoneNumber;
import org.schoolcrm.money.Money;

/** The cells of one line as values. What cannot be read is noted, and a harmless value stands in, so that all is found. */
final class Cells {

    static final int LONGEST_ID = 100;

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u00AD\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E"
                    + "\\u2060-\\u206F\\u2800\\u3164\\uFEFF\\uFFA0]");
    private static final Pattern AMOUNT =
            Pattern.compile("[+-]?(\\d{1,12}|\\d{1,3}([" + Blanks.CLASS + "]\\d{3}){1,3})([.,]\\d+)?");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9" + Blanks.CLASS + "().\\p{Pd}]{4,24}");
    private static final Pattern NO_DIGIT = Pattern.compile("[^+0-9]");
    /** As far as forecasts believe an amount. */
    private static final long MOST_WHOLE_UNITS = 10_000_000_000L;

    private static final LocalDate NO_DAY = LocalDate.EPOCH;
    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

    private final Line line;
    private final List<Finding> found = new ArrayList<>();

    Cells(Line line) {
        this.line = line;
        if (line.tooLong()) {
            found.add(new Finding(line.number(), null, Fault.TOO_MANY_CELLS, "", ""));
        }
        if (line.swallows()) {
            found.add(new Finding(line.number(), null, Fault.SWALLOWS_LINES, "", ""));
        }
    }

    /** Whether the database can be asked for it. */
    static boolean isPlain(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_ID
                && !UNPRINTABLE.matcher(id).find();
    }

    Line line() {
        return line;
    }

    List<Finding> found() {
        return found;
    }

    void note(Column column, Fault fault, String expected) {
        found.add(new Finding(line.number(), column, fault, line.at(column), expected));
    }

    boolean has(Column column) {
        return !line.at(column).isEmpty();
    }

    String required(Column column, int longest) {
        if (!has(column)) {
            note(column, Fault.EMPTY, "");
        }
        return text(column, longest);
    }

    /** Empty where nothing stands. */
    String text(Column column, int longest) {
        var text = line.at(column);
        if (text.length() > longest) {
            note(column, Fault.TOO_LONG, Integer.toString(longest));
        } else if (UNPRINTABLE.matcher(text).find()) {
            note(column, Fault.UNPRINTABLE, "");
        }
        return text;
    }

    /** A text that may have several lines. */
    String lines(Column column, int longest) {
        var text = line.at(column).replaceAll("\\R", "\n");
        if (text.length() > longest) {
            note(column, Fault.TOO_LONG, Integer.toString(longest));
        } else if (UNPRINTABLE.matcher(text.replace("\n", "")).find()) {
            note(column, Fault.UNPRINTABLE, "");
        }
        return text;
    }

    boolean yes(Column column) {
        return has(column) && choice(column, Choice.YES_OR_NO, "YES").equals("YES");
    }

    /** The name behind the word in the cell; {@code otherwise} where nothing stands. */
    String choice(Column column, Choice choice, String otherwise) {
        return has(column) ? listed(column, choice::meant, choice::words, otherwise) : otherwise;
    }

    /** What the list knows the cell as. */
    <T> T listed(Column column, Function<String, @Nullable T> list, Supplier<String> all, T otherwise) {
        var found = list.apply(line.at(column));
        if (found == null) {
            note(column, Fault.NOT_A_CHOICE, all.get());
            return otherwise;
        }
        return found;
    }

    int number(Column column, int otherwise, int least, int most) {
        var text = line.at(column);
        if (text.isEmpty()) {
            return otherwise;
        }
        int value = text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
        if (value < least || value > most) {
            note(column, Fault.NOT_A_NUMBER, least + "–" + most);
            return otherwise;
        }
        return value;
    }

    /** Exact to the smallest unit: what has more digits than the currency is refused and never rounded. */
    Money amount(Column column, Currency currency) {
        var text = required(column, 40);
        if (text.isEmpty()) {
            return Money.zero(currency);
        }
        int digits = currency.getDefaultFractionDigits();
        var plain = text.replaceAll("[" + Blanks.CLASS + "]", "").replace(',', '.');
        int dot = plain.indexOf('.');
        if (!AMOUNT.matcher(text).matches() || (dot >= 0 && plain.length() - dot - 1 > digits)) {
            note(column, Fault.NOT_AN_AMOUNT, "1500,50");
            return Money.zero(currency);
        }
        var amount = Money.of(plain, currency.getCurrencyCode());
        var most = Money.of(Long.toString(MOST_WHOLE_UNITS), currency.getCurrencyCode());
        if (Math.abs(amount.minor()) > most.minor()) {
            note(column, Fault.AMOUNT_IMPLAUSIBLE, "");
            return Money.zero(currency);
        }
        return amount;
    }

    LocalDate day(Column column) {
        required(column, 40);
        var day = dayIfAny(column);
        return day == null ? NO_DAY : day;
    }

    @Nullable
    LocalDate dayIfAny(Column column) {
        var text = line.at(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var day = LocalDate.parse(text, text.indexOf('.') < 0 ? DateTimeFormatter.ISO_LOCAL_DATE : DOTTED);
            if (day.getYear() >= 1900 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            note(column, Fault.NOT_A_DATE, "31.12.2026");
            return NO_DAY;
        }
        note(column, Fault.NOT_A_DATE, "31.12.2026");
        return NO_DAY;
    }

    /** The branch's wall-clock time; an hour that a change of clocks leaves out is a mistake. */
    Instant moment(Column date, Column time, ZoneId zone) {
        var day = day(date);
        var text = required(time, 40);
        if (!text.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
            if (!text.isEmpty()) {
                note(time, Fault.NOT_A_TIME, "09:30");
            }
            return Instant.EPOCH;
        }
        var wall = LocalDateTime.of(day, LocalTime.parse(text.length() == 4 ? "0" + text : text));
        if (zone.getRules().getValidOffsets(wall).isEmpty()) {
            note(time, Fault.TIME_DOES_NOT_EXIST, "");
        }
        return wall.atZone(zone).toInstant();
    }

    /** Only what mail reaches exactly as it stands; kept in its own spelling. */
    String email(Column column) {
        return matching(column, text -> EmailAddress.read(text).isPresent(), Fault.NOT_AN_EMAIL);
    }

    /** A number that a message can be sent to. */
    String mobilePhone(Column column) {
        return digits(matching(column, text -> PhoneNumber.read(text).isPresent(), Fault.NOT_A_PHONE));
    }

    /** For people to dial; it may be one that only the neighbourhood knows. */
    String otherPhone(Column column) {
        return digits(matching(column, text -> PHONE.matcher(text).matches(), Fault.NOT_A_PHONE));
    }

    private static String digits(String phone) {
        return NO_DIGIT.matcher(phone).replaceAll("");
    }

    private String matching(Column column, Predicate<String> isRight, Fault otherwise) {
        var text = text(column, 250);
        if (!text.isEmpty() && !isRight.test(text)) {
            note(column, otherwise, "");
            return "";
        }
        return text;
    }
}
