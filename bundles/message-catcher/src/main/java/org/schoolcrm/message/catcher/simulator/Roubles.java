package org.schoolcrm.message.catcher.simulator;

import java.math.BigDecimal;

/** What is left on a prepaid account, and what parts of an SMS cost there. */
final class Roubles {

    private final BigDecimal partPrice;
    private BigDecimal left;

    Roubles(String left, String partPrice) {
        this.left = new BigDecimal(left);
        this.partPrice = new BigDecimal(partPrice);
    }

    synchronized void set(String amount) {
        left = new BigDecimal(amount);
    }

    synchronized BigDecimal left() {
        return left;
    }

    BigDecimal price(int parts) {
        return partPrice.multiply(BigDecimal.valueOf(parts));
    }

    /** Whether there was enough. */
    synchronized boolean charge(int parts) {
        var price = price(parts);
        if (left.compareTo(price) < 0) {
            return false;
        }
        left = left.subtract(price);
        return true;
    }
}
