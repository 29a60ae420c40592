package org.schoolcrm.pay.page;

import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.money.Money;

/** A sum of the invoice with what it is, such as «Оплачено». */
record Sum(String name, String amount) {

    /** For the page, which needs them only once money went back. */
    static List<Sum> ofRefunded(Invoice invoice, Page page) {
        return invoice.refunded().isPositive() ? of(invoice, page, page.shown()::money) : List.of();
    }

    /** For paper: whatever makes what is asked for differ from the amount. */
    static List<Sum> onPaper(Invoice invoice, Page page, String currency) {
        boolean differs = invoice.refunded().isPositive() || !invoice.stillDue().equals(invoice.amount());
        return differs ? of(invoice, page, money -> page.shown().sum(money) + " " + currency) : List.of();
    }

    private static List<Sum> of(Invoice invoice, Page page, Writing writing) {
        var sums = new ArrayList<Sum>();
        sums.add(new Sum(page.word("sum.amount"), writing.of(invoice.amount())));
        sums.add(new Sum(page.word("sum.paid"), writing.of(invoice.paid())));
        if (invoice.refunded().isPositive()) {
            sums.add(new Sum(page.word("sum.refunded"), writing.of(invoice.refunded())));
        }
        return List.copyOf(sums);
    }

    @FunctionalInterface
    private interface Writing {

        String of(Money money);
    }
}
