package org.schoolcrm.mailing.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;

/** An automatic mailing «Счета на оплату клиентам» (R080–R132); it belongs to one branch and fires in its zone (A38). */
public record Mailing(MailingId id, BranchId branch, Settings settings) {

    /**
     * The form «Добавить»: what, when, how.
     *
     * @param active whether it fires by itself; by hand it can be run either way
     */
    public record Settings(String name, boolean active, What what, Schedule when, How how) {}

    /**
     * «Что рассылаем?».
     *
     * @param whom which customers
     * @param applyDiscounts whether the cost of subscriptions is lowered by discounts (A29)
     * @param repeatable «Счет можно оплачивать повторно» (R099)
     * @param reissue «Выставлять счет повторно, если есть не оплаченный счет» (R110)
     * @param limits when a run stops and asks
     */
    public record What(
            CalculationMethod method,
            AccountScope scope,
            PeriodKind periodKind,
            PeriodUnit periodUnit,
            Whom whom,
            TermOption term,
            boolean applyDiscounts,
            boolean repeatable,
            boolean reissue,
            Limits limits) {

        /** What invoices that are issued on that day are for. */
        public DateRange window(LocalDate issued) {
            return periodKind.window(periodUnit, issued);
        }
    }

    /**
     * The filters of «Что рассылаем?».
     *
     * @param statuses «Статус клиента», empty for all (R094)
     * @param legalTypes «Тип клиента», empty for both (R095)
     * @param subject «Предмет», null for all: which subscriptions (R102, A3)
     * @param lessonType «Тип урока», null for all: which subscriptions (R103, A3)
     * @param lessonsLeft «Остаток (уроки)» of the billed account (R104)
     * @param moneyLeft «Остаток (деньги)» of the billed account, in minor units (R105)
     * @param attendedLately «Рассылать, только если был на уроках за 30 дней» (R107)
     * @param lessonThatDay «Рассылать, только если есть занятия в этот день» (R108)
     */
    public record Whom(
            Set<StudyStatusId> statuses,
            Set<LegalType> legalTypes,
            @Nullable SubjectId subject,
            @Nullable LessonTypeId lessonType,
            Bounds lessonsLeft,
            Bounds moneyLeft,
            boolean attendedLately,
            boolean lessonThatDay) {

        public static final Whom EVERYBODY =
                new Whom(Set.of(), Set.of(), null, null, Bounds.OPEN, Bounds.OPEN, false, false);

        public Whom {
            statuses = Set.copyOf(statuses);
            legalTypes = Set.copyOf(legalTypes);
        }

        public boolean choosesSubscriptions() {
            return subject != null || lessonType != null;
        }
    }

    /**
     * A run that would go beyond is parked until a person says go on.
     *
     * @param invoices at most that many, null for any number
     * @param amount the invoices are at most that much in all, in minor units, null for any sum
     * @param cost what its messages may cost by the tariffs of their accounts, in minor units of the branch's currency,
     *     null for any sum; reminders and what goes by further channels are not counted
     */
    public record Limits(
            @Nullable Long invoices,
            @Nullable Long amount,
            @Nullable Long cost) {

        public static final Limits NONE = new Limits(null, null, null);

        /** Of its invoices alone. */
        public Limits(@Nullable Long invoices, @Nullable Long amount) {
            this(invoices, amount, null);
        }

        public boolean arePassedBy(long issued, long minor) {
            return (invoices != null && issued > invoices) || (amount != null && minor > amount);
        }

        /** Whether a person must be asked about messages at that cost; null for one that nobody knows. */
        public boolean asksAboutCost(@Nullable Long minor) {
            return cost != null && (minor == null || minor > cost);
        }

        /** A person has agreed to any cost. */
        public Limits atAnyCost() {
            return new Limits(invoices, amount, null);
        }
    }

    /**
     * «Как рассылаем?».
     *
     * @param template its method is the mailing's
     * @param quiet when nothing is sent, null for never
     * @param smsIfUndelivered whether a WhatsApp message that cannot be delivered goes by SMS after all (A18)
     * @param reminders of invoices that stay unpaid
     * @param chain where a message goes on that is not delivered, null for nowhere
     */
    public record How(
            DeliveryMethod method,
            TemplateId template,
            @Nullable QuietHours quiet,
            boolean smsIfUndelivered,
            Reminders reminders,
            @Nullable DeliveryChain chain) {

        /** That moment, or the end of the quiet hours that it falls into. */
        public Instant afterQuietHours(Instant moment, ZoneId zone) {
            return quiet == null ? moment : quiet.endAfter(moment, zone);
        }
    }

    /** Wall-clock times of the branch between which nothing is sent; the night between 21:00 and 09:00 is one of them. */
    public record QuietHours(LocalTime from, LocalTime until) {

        /**
         * The end of the quiet hours that the moment falls into, or the moment itself if it falls into none. An end in
         * an hour that comes twice is the next of the two.
         */
        public Instant endAfter(Instant moment, ZoneId zone) {
            var wall = LocalDateTime.ofInstant(moment, zone);
            var time = wall.toLocalTime();
            boolean overnight = until.isBefore(from);
            boolean evening = !time.isBefore(from);
            boolean morning = time.isBefore(until);
            if (overnight ? !(evening || morning) : !(evening && morning)) {
                return moment;
            }
            var day = overnight && evening ? wall.toLocalDate().plusDays(1) : wall.toLocalDate();
            return zone.getRules().getValidOffsets(day.atTime(until)).stream()
                    .map(offset -> day.atTime(until).toInstant(offset))
                    .filter(end -> end.isAfter(moment))
                    .findFirst()
                    .orElseGet(() -> Schedule.moment(day.atTime(until), zone));
        }
    }

    /**
     * Messages about an invoice that is not paid yet; they stop by themselves when it is.
     *
     * @param days after the last day of the term, negative for before it; each at most once
     * @param template null for the mailing's own
     */
    public record Reminders(List<Integer> days, @Nullable TemplateId template) {

        public static final Reminders NONE = new Reminders(List.of(), null);

        /** A day that is null is refused with its name by whoever reads the form. */
        public Reminders {
            days = Collections.unmodifiableList(new ArrayList<>(days));
        }
    }
}
