package org.schoolcrm.forecast.core.oracle;

import java.math.BigInteger;

/** A fraction that loses nothing until it is asked for whole kopecks. */
record Exact(BigInteger over, BigInteger under) {

    static Exact of(BigInteger whole) {
        return new Exact(whole, BigInteger.ONE);
    }

    Exact times(long numerator, long denominator) {
        return new Exact(over.multiply(BigInteger.valueOf(numerator)), under.multiply(BigInteger.valueOf(denominator)));
    }

    /** Half a kopeck more, then everything behind the dot is cut off; for amounts that are not negative. */
    BigInteger halfUp() {
        return over.shiftLeft(1).add(under).divide(under.shiftLeft(1));
    }
}
