package org.schoolcrm.billing.core;

import java.util.stream.IntStream;

/** The control numbers of Russian issuer details: a mistyped digit shows. */
final class CheckDigits {

    private static final int[] INN_LAST = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int COMPANY_INN = 10;
    private static final int PERSON_INN = 12;
    private static final int COMPANY_OGRN = 13;
    private static final int PERSON_OGRN = 15;
    private static final int[] ACCOUNT_WEIGHTS = {7, 1, 3};

    private CheckDigits() {}

    static boolean isInn(String inn) {
        if (!inn.matches("\\d{10}|\\d{12}") || inn.matches("0+")) {
            return false;
        }
        return inn.length() == COMPANY_INN
                ? innDigit(inn, COMPANY_INN - 1) == digit(inn, COMPANY_INN - 1)
                : innDigit(inn, PERSON_INN - 2) == digit(inn, PERSON_INN - 2)
                        && innDigit(inn, PERSON_INN - 1) == digit(inn, PERSON_INN - 1);
    }

    static boolean isOgrn(String ogrn) {
        if (!ogrn.matches("[1-9](\\d{12}|\\d{14})")) {
            return false;
        }
        int last = ogrn.length() - 1;
        int divisor = ogrn.length() == COMPANY_OGRN ? COMPANY_OGRN - 2 : PERSON_OGRN - 2;
        return Long.parseLong(ogrn.substring(0, last)) % divisor % 10 == digit(ogrn, last);
    }

    static boolean isBic(String bic) {
        return bic.matches("0[14]\\d{7}");
    }

    /** The account of a bank's customer; accounts at a cash centre of the central bank count differently. */
    static boolean isAccount(String bic, String account) {
        boolean cashCentre = bic.matches("\\d{6}00[0-2]");
        return account.matches("\\d{20}") && sums((cashCentre ? centre(bic) : bic.substring(6)) + account);
    }

    /** The bank's own account at the central bank. */
    static boolean isCorrespondent(String bic, String account) {
        return account.matches("301\\d{17}") && sums(centre(bic) + account);
    }

    private static String centre(String bic) {
        return "0" + bic.substring(4, 6);
    }

    private static boolean sums(String digits) {
        return IntStream.range(0, digits.length())
                                .map(i -> digit(digits, i) * ACCOUNT_WEIGHTS[i % ACCOUNT_WEIGHTS.length] % 10)
                                .sum()
                        % 10
                == 0;
    }

    /** The digit at that place, as those before it demand. */
    private static int innDigit(String inn, int place) {
        int skipped = INN_LAST.length - place;
        return IntStream.range(0, place)
                        .map(i -> digit(inn, i) * INN_LAST[i + skipped])
                        .sum()
                % 11
                % 10;
    }

    private static int digit(String text, int place) {
        return text.charAt(place) - '0';
    }
}
