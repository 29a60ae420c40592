package org.schoolcrm.itests.benchmarks;

import java.time.LocalDate;
import java.util.List;
import org.schoolcrm.forecast.api.ForecastRequest;

/** The same sum as a loop over arrays of numbers, without a single object: how fast it could be with nothing to show. */
final class FlatBaseline {

    private static final int LESSONS = 8;

    private final long[] price;
    private final int[] charged;
    private final long[] balance;
    private final int[] basisPoints;
    private final int[] frozenFrom;
    private final int[] frozenTo;
    private final int[] day;

    FlatBaseline(List<ForecastRequest> requests) {
        int size = requests.size();
        price = new long[size];
        charged = new int[size];
        balance = new long[size];
        basisPoints = new int[size];
        frozenFrom = new int[size];
        frozenTo = new int[size];
        day = new int[size * LESSONS];
        for (int i = 0; i < size; i++) {
            var request = requests.get(i);
            var customer = request.customer();
            var one = customer.subscriptions().get(0);
            price[i] = one.prices().get(0).amount().minor();
            charged[i] = one.lessonsCharged();
            balance[i] = request.balance().minor();
            frozenFrom[i] = Integer.MAX_VALUE;
            for (var discount : customer.discounts()) {
                basisPoints[i] = discount.basisPoints();
            }
            for (var freeze : customer.freezes()) {
                frozenFrom[i] = epochDay(freeze.days().begin());
                frozenTo[i] = epochDay(freeze.days().end());
            }
            for (int lesson = 0; lesson < LESSONS; lesson++) {
                var start = customer.lessons().get(lesson).start();
                day[i * LESSONS + lesson] = epochDay(LocalDate.ofInstant(start, request.zone()));
            }
        }
    }

    long due(int customer) {
        long sum = -balance[customer];
        int k = charged[customer];
        for (int i = customer * LESSONS; i < (customer + 1) * LESSONS; i++) {
            if (day[i] >= frozenFrom[customer] && day[i] <= frozenTo[customer]) {
                continue;
            }
            long from = k % LESSONS;
            long gross = half(price[customer] * (from + 1), LESSONS) - half(price[customer] * from, LESSONS);
            sum += half(gross * (10_000 - basisPoints[customer]), 10_000);
            k++;
        }
        return Math.max(0, sum);
    }

    private static long half(long numerator, long denominator) {
        return (2 * numerator + denominator) / (2 * denominator);
    }

    private static int epochDay(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
