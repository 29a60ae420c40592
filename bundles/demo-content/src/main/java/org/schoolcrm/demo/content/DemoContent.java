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

    private static final String SHORT = "{customer.name}, счет {bill.amount} %s: {bill.url}";

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
            addMailings(branch);
        }
        LOG.info("The demo school is open at {} (log in as admin, manager or viewer, password demo)", site.at("/"));
        LOG.info(
                "Caught mail is shown at {}, caught messages at {}",
                site.at("/demo/mail"),
                site.at("/caught-messages/"));
    }

    private void connectBank(BranchId branch) {
        if (accounts.of(branch).isEmpty()) {
            var settings = Map.of("secret", UUID.randomUUID().toString());
            accounts.connect(branch, "sandbox", "Учебный банк", false, settings, Actor.SYSTEM);
        }
    }

    private Template template(Branch branch, DeliveryMethod method, String subject, String body) {
        return templates.of(branch.id()).stream()
                .filter(template -> template.method() == method)
                .findFirst()
                .orElseGet(() -> {
                    var sign = branch.currency().getSymbol(RUSSIAN);
                    return templates.create(
                            branch.id(),
                            method,
                            new Template.Content("Счет на оплату", subject.formatted(sign), body.formatted(sign)),
                            Actor.SYSTEM);
                });
    }

    private void addMailings(Branch branch) {
        var letter = template(branch, DeliveryMethod.EMAIL, "Счет на {bill.amount} %s", LETTER);
        var message = template(branch, DeliveryMethod.SMS, "", SHORT);
        if (mailings.of(branch.id()).isEmpty()) {
            addMailing(branch.id(), "Счета за текущий месяц", DeliveryMethod.EMAIL, letter);
            addMailing(branch.id(), "Счета по SMS", DeliveryMethod.SMS, message);
            addMailing(branch.id(), "Счета в Telegram", DeliveryMethod.TELEGRAM, message);
        }
    }

    private void addMailing(BranchId branch, String name, DeliveryMethod method, Template template) {
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
        var how = new Mailing.How(method, template.id(), null, false, Mailing.Reminders.NONE, null);
        var settings = new Mailing.Settings(name, false, what, Schedule.monthly(1, LocalTime.of(10, 0)), how);
        mailings.create(branch, settings, Actor.SYSTEM);
    }
}
