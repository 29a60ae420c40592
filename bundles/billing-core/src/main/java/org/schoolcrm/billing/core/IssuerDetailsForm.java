package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.issuer.IssuerProblem.ACCOUNT_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.BANK_INCOMPLETE;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.BIC_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.CORRESPONDENT_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.EMAIL_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.INN_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.ISSUER_INVALID;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.KPP_OF_COMPANIES;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.KPP_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.NAME_MISSING;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.OFFER_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.OGRN_OF_OTHER;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.OGRN_WRONG;
import static org.schoolcrm.billing.api.issuer.IssuerProblem.TEXT_TOO_LONG;

import java.net.IDN;
import java.net.URI;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.problem.FieldChecks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issuer details as somebody typed them: tidied, then checked all at once (D15, D16). */
final class IssuerDetailsForm {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerDetailsForm.class);
    private static final Pattern OFFER = Pattern.compile("https://([^/?#:@]+\\.[^/?#:@]+)((?:[:/?#].*)?)");
    private static final int NAME = 160;
    private static final int LINE = 300;
    private static final int COMPANY_INN = 10;
    private static final int COMPANY_OGRN = 13;

    private final FieldChecks checks = new FieldChecks();
    private final IssuerDetails tidy;

    private IssuerDetailsForm(IssuerDetails typed) {
        var bank = typed.bank();
        tidy = new IssuerDetails(
                line("name", typed.name(), NAME),
                digits(typed.inn()),
                digits(typed.kpp()).toUpperCase(Locale.ROOT),
                digits(typed.ogrn()),
                line("address", typed.address(), LINE),
                line("phone", typed.phone(), NAME),
                line("email", typed.email(), LINE),
                offer(line("offer", typed.offer(), LINE)),
                new BankDetails(
                        line("bank.name", bank.name(), NAME),
                        digits(bank.bic()),
                        digits(bank.account()),
                        digits(bank.correspondent())),
                new Signers(
                        line("signers.head", typed.signers().head(), NAME),
                        line("signers.accountant", typed.signers().accountant(), NAME)));
    }

    static IssuerDetails checked(IssuerDetails typed) {
        var form = new IssuerDetailsForm(typed);
        form.checkCompany();
        form.checkBank();
        form.checks.refuseAs(ISSUER_INVALID);
        return form.tidy;
    }

    private void checkCompany() {
        var inn = tidy.inn();
        var kpp = tidy.kpp();
        var ogrn = tidy.ogrn();
        boolean company = inn.length() == COMPANY_INN;
        checks.require(!tidy.name().isEmpty(), "name", NAME_MISSING)
                .require(inn.isEmpty() || CheckDigits.isInn(inn), "inn", INN_WRONG)
                .require(ogrn.isEmpty() || CheckDigits.isOgrn(ogrn), "ogrn", OGRN_WRONG)
                .require(kpp.isEmpty() || kpp.matches("\\d{4}[\\dA-Z]{2}\\d{3}"), "kpp", KPP_WRONG)
                .require(
                        tidy.email().isEmpty() || tidy.email().matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+"),
                        "email",
                        EMAIL_WRONG);
        if (CheckDigits.isInn(inn)) {
            checks.require(kpp.isEmpty() || company, "kpp", KPP_OF_COMPANIES)
                    .require(
                            !CheckDigits.isOgrn(ogrn) || company == (ogrn.length() == COMPANY_OGRN),
                            "ogrn",
                            OGRN_OF_OTHER);
        }
    }

    private void checkBank() {
        var bank = tidy.bank();
        if (bank.equals(BankDetails.NONE)) {
            return;
        }
        checks.require(!bank.name().isEmpty(), "bank.name", BANK_INCOMPLETE)
                .require(!bank.account().isEmpty(), "bank.account", BANK_INCOMPLETE)
                .require(CheckDigits.isBic(bank.bic()), "bank.bic", bank.bic().isEmpty() ? BANK_INCOMPLETE : BIC_WRONG);
        if (CheckDigits.isBic(bank.bic())) {
            checks.require(
                            bank.account().isEmpty() || CheckDigits.isAccount(bank.bic(), bank.account()),
                            "bank.account",
                            ACCOUNT_WRONG)
                    .require(
                            bank.correspondent().isEmpty()
                                    || CheckDigits.isCorrespondent(bank.bic(), bank.correspondent()),
                            "bank.correspondent",
                            CORRESPONDENT_WRONG);
        }
    }

    /** One line without what cannot be seen or printed, such as marks that turn the direction of writing. */
    private String line(String field, String typed, int limit) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{IsNoncharacter_Code_Point}]", "")
                .strip();
        checks.require(text.length() <= limit, field, TEXT_TOO_LONG, limit);
        return text;
    }

    private static String digits(String typed) {
        return typed.replaceAll("[\\s\\p{Z}\\p{Cf}]", "");
    }

    /** With its host as computers read it, so that no letter stands for another one. */
    private String offer(String typed) {
        if (typed.isEmpty()) {
            return typed;
        }
        var parts = OFFER.matcher(typed);
        try {
            if (parts.matches()) {
                var uri = URI.create("https://" + IDN.toASCII(parts.group(1)) + parts.group(2));
                if (uri.getHost() != null && uri.getUserInfo() == null) {
                    return uri.toASCIIString();
                }
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("No address", e);
        }
        checks.require(false, "offer", OFFER_WRONG);
        return typed;
    }
}
