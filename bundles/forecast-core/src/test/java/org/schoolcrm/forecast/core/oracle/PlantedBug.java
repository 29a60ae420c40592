package org.schoolcrm.forecast.core.oracle;

/** Mistakes that somebody could make, each as one change of a shipped source file. */
enum PlantedBug {
    LESSONS_ON_DAYS_OF_GREENWICH("Visits", "request.zone()", "java.time.ZoneOffset.UTC"),
    LESSON_AT_THE_VERY_AS_OF(
            "Visits", "request.asOf().isBefore(lesson.start())", "!request.asOf().isAfter(lesson.start())"),
    CANCELLED_LESSONS_COUNT("Visits", "lesson.status() == Lesson.Status.CANCELLED || ", ""),
    EXCUSED_LESSONS_COUNT("Visits", " || lesson.excused()", ""),
    HELD_LESSONS_ARE_PROJECTED("Visits", "return lesson.status() == Lesson.Status.PLANNED", "return true"),
    MEMBERSHIP_IS_FORGOTTEN("Visits", "membership.contains(day)", "true"),
    MEMBERSHIP_ENDS_A_DAY_EARLY("Visits", "membership.contains(day)", "membership.contains(day.plusDays(1))"),
    LESSON_TWICE_COUNTS_TWICE("Visits", "&& seen.add(lesson.id().value())", ""),
    LESSONS_BEYOND_THE_WINDOW("Visits", "&& request.window().contains(day)", ""),
    LAST_DAY_OF_THE_WINDOW_IS_LOST(
            "Visits", "request.window().contains(day)", "request.window().contains(day.plusDays(1))"),

    FREEZE_ENDS_A_DAY_EARLY("Freezes", "freeze.days().contains(day)", "freeze.days().contains(day.plusDays(1))"),
    FREEZE_BEGINS_A_DAY_LATE("Freezes", "freeze.days().contains(day)", "freeze.days().contains(day.minusDays(1))"),
    FREEZE_OF_ONE_FREEZES_ALL("Freezes", "freeze.subscription().equals(one.id())", "true"),

    K_BEGINS_ANEW_IN_EVERY_WINDOW("LessonCharges", "one.lessonsCharged() + before", "before"),
    K_IS_ONE_TOO_HIGH("LessonCharges", "one.lessonsCharged() + before", "one.lessonsCharged() + before + 1"),
    K_STANDS_STILL("LessonCharges", "one.lessonsCharged() + before", "one.lessonsCharged()"),
    EVERY_LESSON_IS_ROUNDED_ALONE(
            "PackagePrice",
            ".minus(price.share(k - 1, lessons))",
            ".minus(price.share(k, lessons)).plus(price.share(1, lessons))"),
    PRICE_OF_THE_FIRST_DAY("LessonCharges", "Prices.on(one, visit.day())", "Prices.on(one, one.valid().begin())"),
    ONE_LESSON_MORE_THAN_THE_PACKAGE_HOLDS("LessonCharges", "i < left", "i <= left"),
    LESS_THAN_NO_LESSONS_LEFT("LessonCharges", "Math.max(0, one.lessonsLeft())", "one.lessonsLeft()"),
    PACKAGES_COUNTED_FROM_THE_FIRST_LESSON("LessonCharges", "(i - left) %", "i %"),
    PACKAGE_REACHES_TO_THE_LAST_LESSON(
            "LessonCharges", "Math.min(first + one.lessonCount(), visits.size())", "visits.size()"),
    DURATION_UPSIDE_DOWN("LessonCharges", "visit.lesson().minutes(), tariff", "tariff, visit.lesson().minutes()"),
    LIMIT_OF_NO_LIMIT("LessonCharges", "== PackageLimit.HARD_LIMIT", "== PackageLimit.RATE_ONLY"),

    WHO_LISTS_LESS_PAYS("Matching", "-listed(one)", "listed(one)"),
    BASE_PAYS_BEFORE_SEPARATE("Matching", "!one.separate()", "one.separate()"),
    ENDLESS_PAYS_BEFORE_ENDING("Matching", "nullsLast", "nullsFirst"),
    LATEST_END_PAYS(
            "Matching",
            "Comparator.nullsLast(Comparator.naturalOrder())",
            "Comparator.nullsFirst(Comparator.reverseOrder())"),
    BEGIN_BREAKS_NO_TIE("Matching", ".thenComparing(one -> one.valid().begin())", ""),
    HIGHEST_NUMBER_PAYS("Matching", "one -> one.id().value()", "one -> -one.id().value()"),
    FROZEN_SUBSCRIPTIONS_PAY(
            "Matching", "freezes.covers(one, visit.day())", "freezes.covers(one, java.time.LocalDate.MIN)"),
    FROZEN_LESSONS_WARN("Matching", "frozen = true", "frozen = false"),
    LESSON_TYPE_IS_FORGOTTEN("Matching", "one.lessonTypes().contains(lesson.type())", "true"),
    SUBJECT_IS_FORGOTTEN("Matching", "one.subjects().contains(lesson.subject())", "true"),

    MONTHS_ARE_CHAINED("BillingPeriod", "start(one, k + 1).minusDays(1)", "start(one, k).plusMonths(1).minusDays(1)"),
    PERIOD_UNDER_WAY_IS_FORGOTTEN("BillingPeriod", "!end.isBefore(window.begin())", "!begin.isBefore(window.begin())"),
    POSTED_CALENDAR_PERIOD_IS_CHARGED_AGAIN("BillingPeriod", "|| one.posted().contains(begin)", ""),
    WINDOW_ENDS_A_DAY_EARLY("BillingPeriod", "day.isAfter(window.end())", "!day.isBefore(window.end())"),
    WEEKS_BEGIN_ON_SUNDAY("BillingPeriod", "DayOfWeek.MONDAY", "DayOfWeek.SUNDAY"),
    PERIOD_WITHOUT_ITS_LAST_DAY(
            "BillingPeriod", "ChronoUnit.DAYS.between(begin, end) + 1", "ChronoUnit.DAYS.between(begin, end)"),
    CALENDAR_AND_ANNIVERSARY_SWAPPED("BillingPeriod", "== Periods.ANNIVERSARY", "== Periods.CALENDAR"),

    ANNIVERSARIES_ARE_PRORATED("PeriodCharges", "one.rules().periods() == Periods.CALENDAR && ", ""),
    FROZEN_DAYS_ARE_PAID(
            "PeriodCharges",
            "freezes.freeDays(one, period.own())",
            "new Freezes(List.of()).freeDays(one, period.own())"),
    FROZEN_PERIODS_ARE_CHARGED("PeriodCharges", "freezes.firstFreeDay(one, period.own())", "period.own().begin()"),
    SPREAD_OVER_LESSONS_TO_COME(
            "PeriodCharges",
            "period.own().contains(visit.day())",
            "period.own().contains(visit.day()) && visit.toCome()"),
    WEEKS_ARE_SPREAD("PeriodCharges", "one.unit() == BillingUnit.MONTH && ", ""),
    POSTED_PERIODS_ARE_CHARGED_AGAIN(
            "PeriodCharges", "!period.isPosted(one)", "!period.isPosted(one) || !charges.isEmpty()"),

    FIXED_BEFORE_PERCENT("Discounts", "net.minus(discount.fixed())", "net.minus(share.of(discount.fixed()))"),
    PERCENTS_ARE_ADDED(
            "Discounts",
            "share.times(WHOLE - discount.basisPoints(), WHOLE)",
            "new Fraction(share.numerator().multiply(java.math.BigInteger.valueOf(WHOLE)).subtract(share.denominator().multiply(java.math.BigInteger.valueOf(discount.basisPoints()))), share.denominator().multiply(java.math.BigInteger.valueOf(WHOLE)))"),
    DISCOUNT_EXCEEDS_THE_CHARGE("Discounts", "net.isNegative() ? charge.gross() : ", ""),
    DISCOUNT_ENDS_A_DAY_EARLY(
            "Discounts",
            "discount.valid().contains(charge.date())",
            "discount.valid().contains(charge.date().plusDays(1))"),
    DISCOUNT_OF_THE_LAST_DAY(
            "Discounts", "discount.valid().contains(charge.date())", "discount.valid().contains(charge.through())"),
    DISCOUNTS_IN_ANY_ORDER("Discounts", "discount -> discount.id().value()", "discount -> 0"),
    DISCOUNT_OF_ANOTHER_SUBJECT("Discounts", "wanted.contains(ofLesson)", "true"),
    DISCOUNT_OF_SOME_FOR_A_SUBSCRIPTION_FOR_ANYTHING(
            "Discounts", "ofSubscription.stream()", "ofSubscription.isEmpty() || ofSubscription.stream()"),
    HALF_A_KOPECK_IS_CUT_OFF("Fraction", "RoundingMode.HALF_UP", "RoundingMode.HALF_DOWN"),

    NEW_PRICE_A_DAY_LATE("Prices", "!price.from().isAfter(day)", "price.from().isBefore(day)"),
    NO_PRICE_BEFORE_THE_EARLIEST("Prices", "(later > 0) == holds", "later > 0"),

    COVERED_BY_LESS("PaidThrough", "left.isNegative()", "!left.isPositive()"),
    LAST_COVERED_INSTEAD_OF_LATEST("PaidThrough", "line.through().isAfter(reached)", "true"),
    DEBT_IS_FORGIVEN(
            "ProjectedForecaster", "total.minus(balance)", "total.minus(balance.max(Money.zero(balance.currency())))"),
    AMOUNT_BELOW_NOTHING("ProjectedForecaster", ".max(Money.zero(balance.currency()))", ""),
    ACCOUNTS_ARE_MIXED("ProjectedForecaster", "!one.account().equals(request.account())", "one.account().equals(null)"),

    COST_OF_OTHER_ACCOUNTS("ListedCosts", "one.account().equals(request.account())", "!one.account().equals(null)"),
    COST_OF_THE_FROZEN("ListedCosts", "!freezes.covers(one, date)", "!freezes.covers(one, java.time.LocalDate.MIN)"),
    COST_ONLY_OF_WHAT_IS_LISTED("ListedCosts", "listed.isEmpty() || ", ""),
    COST_ONLY_OF_WHAT_HOLDS_TODAY("ListedCosts", "request.period().contains(one.valid().begin())", "false"),

    NEXT_BEGINS_IN_THE_NEXT_UNIT(
            "PeriodKind", "new DateRange(issued,", "new DateRange(this == CURRENT ? issued : thisEnd.plusDays(1),"),
    NEXT_IS_CURRENT("PeriodKind", "thisEnd.plusDays(1)", "thisEnd"),
    WEEK_ENDS_ON_SATURDAY("PeriodUnit", "DayOfWeek.SUNDAY", "DayOfWeek.SATURDAY"),
    WEEK_ENDS_NEXT_SUNDAY("PeriodUnit", "nextOrSame", "next"),
    MONTH_OF_30_DAYS(
            "PeriodUnit", "TemporalAdjusters.lastDayOfMonth()", "TemporalAdjusters.firstDayOfMonth()).plusDays(29");

    final String file;
    final String original;
    final String replacement;

    PlantedBug(String file, String original, String replacement) {
        this.file = file;
        this.original = original;
        this.replacement = replacement;
    }

    /** Whether it is planted into the period rule. */
    boolean isOfPeriods() {
        return file.startsWith("PeriodKind") || file.equals("PeriodUnit");
    }
}
