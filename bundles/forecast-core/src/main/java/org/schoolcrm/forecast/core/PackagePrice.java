package org.schoolcrm.forecast.core;

import org.schoolcrm.money.Money;

/**
 * The price of a package, told lesson by lesson: the k-th lesson costs {@code round(k·price/n) − round((k−1)·price/n)},
 * so that n lessons in a row always cost exactly the price (forecast-rules.md 3, kopeck rule).
 */
record PackagePrice(Money price, int lessons) {

    /** The price of the lesson that comes after {@code charged} others, over all packages. */
    Money ofLessonAfter(long charged) {
        long k = Math.floorMod(charged, lessons) + 1L;
        return price.share(k, lessons).minus(price.share(k - 1, lessons));
    }
}
