package org.schoolcrm.mailing.core;

import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.Bounds;
import org.schoolcrm.mailing.api.DeliveryChain;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.Mailing.Whom;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.api.TermOption;

/** The form of a mailing as a person fills it in: sensible unless a test says otherwise. */
public final class Form {

    private String name = "Счета";
    private boolean active;
    private CalculationMethod method = CalculationMethod.FORECAST;
    private AccountScope scope = AccountScope.BASE;
    private PeriodKind kind = PeriodKind.CURRENT;
    private PeriodUnit unit = PeriodUnit.MONTH;
    private Whom whom = Whom.EVERYBODY;
    private TermOption term = TermOption.DAYS_3;
    private boolean repeatable;
    private boolean reissue;
    private Mailing.Limits limits = Mailing.Limits.NONE;
    private Schedule when = Schedule.daily(LocalTime.of(10, 0));
    private DeliveryMethod delivery = DeliveryMethod.EMAIL;
    private TemplateId template = new TemplateId(0);
    private boolean smsIfUndelivered;
    private Mailing.QuietHours quiet;
    private Mailing.Reminders reminders = Mailing.Reminders.NONE;
    private DeliveryChain chain;

    public Form name(String value) {
        name = value;
        return this;
    }

    public Form active() {
        active = true;
        return this;
    }

    public Form method(CalculationMethod value) {
        method = value;
        return this;
    }

    public Form scope(AccountScope value) {
        scope = value;
        return this;
    }

    public Form period(PeriodKind value, PeriodUnit each) {
        kind = value;
        unit = each;
        return this;
    }

    public Form whom(Whom value) {
        whom = value;
        return this;
    }

    public Form term(TermOption value) {
        term = value;
        return this;
    }

    public Form repeatable(boolean value) {
        repeatable = value;
        return this;
    }

    public Form reissue(boolean value) {
        reissue = value;
        return this;
    }

    public Form limits(Long invoices, Long amount) {
        limits = new Mailing.Limits(invoices, amount);
        return this;
    }

    public Form costCeiling(Long minor) {
        limits = new Mailing.Limits(null, null, minor);
        return this;
    }

    public Form when(Schedule value) {
        when = value;
        return this;
    }

    public Form delivery(DeliveryMethod value, Template chosen) {
        delivery = value;
        template = chosen.id();
        return this;
    }

    public Form template(Template chosen) {
        template = chosen.id();
        return this;
    }

    public Form smsIfUndelivered() {
        smsIfUndelivered = true;
        return this;
    }

    public Form quiet(String from, String until) {
        quiet = new Mailing.QuietHours(LocalTime.parse(from), LocalTime.parse(until));
        return this;
    }

    public Form reminders(Integer... days) {
        reminders = new Mailing.Reminders(List.of(days), null);
        return this;
    }

    public Form then(int waitMinutes, Template other, DeliveryChain.Step... steps) {
        chain = new DeliveryChain(List.of(steps), waitMinutes, other == null ? null : other.id());
        return this;
    }

    public Mailing.Settings settings(MailingTestApplication application) {
        if (template.value() == 0) {
            template = application
                    .template("Счёт на {bill.amount}", "{customer.name}: {bill.url}")
                    .id();
        }
        return new Mailing.Settings(
                name,
                active,
                new Mailing.What(method, scope, kind, unit, whom, term, true, repeatable, reissue, limits),
                when,
                new Mailing.How(delivery, template, quiet, smsIfUndelivered, reminders, chain));
    }

    /** Everybody, but for what the test changes. */
    public static Whom whom(UnaryOperator<WhomForm> changes) {
        return changes.apply(new WhomForm(null, null, Bounds.OPEN, Bounds.OPEN, false, false))
                .whom();
    }

    /** The filters of a form. */
    public record WhomForm(Long subject, Long type, Bounds lessons, Bounds money, boolean lately, boolean thatDay) {

        public WhomForm subject(long value) {
            return new WhomForm(value, type, lessons, money, lately, thatDay);
        }

        public WhomForm lessonType(long value) {
            return new WhomForm(subject, value, lessons, money, lately, thatDay);
        }

        public WhomForm lessonsLeft(Long from, Long to) {
            return new WhomForm(subject, type, new Bounds(from, to), money, lately, thatDay);
        }

        public WhomForm moneyLeft(Long from, Long to) {
            return new WhomForm(subject, type, lessons, new Bounds(from, to), lately, thatDay);
        }

        public WhomForm attendedLately() {
            return new WhomForm(subject, type, lessons, money, true, thatDay);
        }

        public WhomForm lessonThatDay() {
            return new WhomForm(subject, type, lessons, money, lately, true);
        }

        public Whom whom() {
            return new Whom(
                    Set.of(),
                    Set.of(),
                    subject == null ? null : new SubjectId(subject),
                    type == null ? null : new LessonTypeId(type),
                    lessons,
                    money,
                    lately,
                    thatDay);
        }
    }
}
