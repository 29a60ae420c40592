package org.schoolcrm.acquiring.spi;

import java.util.List;
import org.schoolcrm.money.Money;

/**
 * What a bank's cash register prints (54-ФЗ). Tax codes are settings of the merchant account, because every bank has
 * words of its own for them and the law changes them.
 *
 * @param contact where the receipt goes: an e-mail address in ASCII, or a phone in E.164 such as +79161234567
 */
public record FiscalReceipt(String contact, List<Line> lines) {

    public FiscalReceipt {
        lines = List.copyOf(lines);
    }

    /** One service for its whole amount. */
    public static FiscalReceipt of(String contact, String name, Money amount) {
        return new FiscalReceipt(contact, List.of(new Line(name, amount)));
    }

    public boolean isByEmail() {
        return contact.indexOf('@') > 0;
    }

    /** A line, always one piece. */
    public record Line(String name, Money amount) {

        /** The name as far as a register prints it. */
        public String name(int limit) {
            return name.length() <= limit ? name : name.substring(0, limit);
        }
    }
}
