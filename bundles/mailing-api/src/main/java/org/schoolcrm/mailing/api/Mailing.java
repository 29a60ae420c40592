package org.schoolcrm.mailing.api;

import java.util.Set;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;

/** An automatic mailing «Счета на оплату клиентам»: what is sent and how (R080–R111, R130–R132). */
public record Mailing(MailingId id, BranchId branch, String name, What what, How how) {

    /**
     * «Что рассылаем?».
     *
     * @param statuses «Статус клиента», empty for all
     * @param legalTypes «Тип клиента», empty for both
     * @param repeatable «Счет можно оплачивать повторно»
     * @param reissue «Выставлять счет повторно, если есть не оплаченный счет»
     */
    public record What(
            CalculationMethod method,
            AccountScope scope,
            PeriodKind periodKind,
            PeriodUnit periodUnit,
            Set<StudyStatusId> statuses,
            Set<LegalType> legalTypes,
            TermOption term,
            boolean repeatable,
            boolean reissue) {

        public What {
            statuses = Set.copyOf(statuses);
            legalTypes = Set.copyOf(legalTypes);
        }
    }

    /** «Как рассылаем?». */
    public record How(DeliveryMethod method, TemplateId template) {}
}
