package org.schoolcrm.demo.content;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills an empty demo through the same interfaces that its users have, and says where to find it. */
public final class DemoContent {

    private static final Logger LOG = LoggerFactory.getLogger(DemoContent.class);
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final String LETTER = """
            <p>Здравствуйте, {customer.name}!</p>
            <p>Счет за период {bill.begin_date} – {bill.end_date}: <b>{bill.amount} %s</b>.</p>
            <p>Оплатить: <a href="{bill.url}">{bill.url}</a></p>
            """;

    private static final IssuerDetails COMPANY = new IssuerDetails(
            "ООО «Школа „Старт“»",
            "7700000425",
            "770001001",
            "1267700000040",
            "101000, Москва, ул. Учебная, д. 5",
            "+7 495 000-00-00",
            "school@example.com",
            "",
            new BankDetails(
                    "АО «Учебный банк», г. Москва", "044525999", "40702810300000000042", "30101810600000000999"),
            new Signers("Петрова М. А.", "Сидорова Е. В."));

    private final Branches branches;
    private final MerchantAccounts accounts;
    private final Mailings mailings;
    private final Templates templates;
    private final Issuers issuers;
    private final Site site;

    public DemoContent(
            Branches branches,
            Issuers issuers,
            MerchantAccounts accounts,
            Mailings mailings,
            Templates templates,
            Site site) {
        this.branches = branches;
        this.issuers = issuers;
        this.accounts = accounts;
        this.mailings = mailings;
        this.templates = templates;
        this.site = site;
    }

    /** Leaves alone whatever is there already. */
    public void fill() {
        if (issuers.own(IssuerScope.SCHOOL).isEmpty()) {
            issuers.change(IssuerScope.SCHOOL, COMPANY, Actor.SYSTEM);
        }
        for (var branch : branches.all()) {
            connectBank(branch.id());
            addMailing(branch.id(), template(branch));
        }
        LOG.info("The demo school is open at {} (log in as admin, manager or viewer, password demo)", site.at("/"));
        LOG.info("Caught mail is shown at {}", site.at("/demo/mail"));
    }

    private void connectBank(BranchId branch) {
        if (accounts.of(branch).isEmpty()) {
            var settings = Map.of("secret", UUID.randomUUID().toString());
            accounts.connect(branch, "sandbox", "Учебный банк", false, settings, Actor.SYSTEM);
        }
    }

    private Template template(Branch branch) {
        var present = templates.of(branch.id());
        if (!present.isEmpty()) {
            return present.get(0);
        }
        var sign = branch.currency().getSymbol(RUSSIAN);
        return templates.create(
                branch.id(),
                DeliveryMethod.EMAIL,
                "Счет на оплату",
                "Счет на {bill.amount} " + sign,
                LETTER.formatted(sign),
                Actor.SYSTEM);
    }

    private void addMailing(BranchId branch, Template template) {
        if (mailings.of(branch).isEmpty()) {
            var what = new Mailing.What(
                    CalculationMethod.FORECAST,
                    AccountScope.BASE,
                    PeriodKind.CURRENT,
                    PeriodUnit.MONTH,
                    Mailing.Whom.EVERYBODY,
                    TermOption.WEEK_1,
                    true,
                    false,
                    false,
                    Mailing.Limits.NONE);
            var how = new Mailing.How(DeliveryMethod.EMAIL, template.id(), null, false, Mailing.Reminders.NONE);
            var when = Schedule.monthly(1, LocalTime.of(10, 0));
            var settings = new Mailing.Settings("Счета за текущий месяц", false, what, when, how);
            mailings.create(branch, settings, Actor.SYSTEM);
        }
    }
}
