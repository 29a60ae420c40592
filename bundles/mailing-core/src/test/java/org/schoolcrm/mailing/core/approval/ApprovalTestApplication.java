package org.schoolcrm.mailing.core.approval;

import static org.schoolcrm.mailing.core.MailingTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.MailingTestApplication.BRANCH;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.provider.api.RawWebhook;

/** A school that writes by WhatsApp alone, through a provider who looks at its texts. */
final class ApprovalTestApplication {

    static final String BODY = "Оплатите {bill.amount} до 5 числа.";
    static final String PHONE = "+79161234567";

    final MailingTestApplication school = new MailingTestApplication();
    final ReviewingProvider provider = new ReviewingProvider();
    private int calls;

    ApprovalTestApplication() {
        school.channels.clear();
        school.channels.add(provider);
        var account = List.<Account>of(school.account(AccountId.BASE, "10.00", Set.of()));
        school.customer("Анна", account, List.of(new Contact(Contact.Kind.MOBILE_PHONE, PHONE)));
    }

    Template template(String body) {
        return school.templates.create(BRANCH, DeliveryMethod.SMS, new Template.Content("Счёт", "", body), ADMIN);
    }

    Template change(Template template, String body) {
        return school.templates.change(template.id(), null, new Template.Content("Счёт", "", body), ADMIN);
    }

    Form form(Template template) {
        return new Form().delivery(DeliveryMethod.SMS, template).reissue(true);
    }

    Mailing mailing(Form form) {
        return school.mailings.create(BRANCH, form.settings(school), ADMIN);
    }

    MailingRun run(Template template, String trigger) {
        return school.run(mailing(form(template)), trigger);
    }

    /** As long as it takes until the job has looked at everything that is due. */
    void later(Duration time) {
        school.clock.advance(time);
        school.runJobs(22);
    }

    /** The provider calls about that text. */
    void told(String body, Approval.Kind kind, String detail) {
        provider.tells(TextName.of(body), kind, detail);
        var call = new RawWebhook("POST", "", "", Map.of(), new byte[0], "127.0.0.1", school.clock.now());
        school.calls.keep(school.providerAccounts.of(ReviewingProvider.NAME), "call-" + ++calls, call, true);
    }

    List<MessageState> states() {
        return List.copyOf(school.memory.messages.states.values());
    }

    List<String> details() {
        return school.memory.messages.states.keySet().stream()
                .map(id -> school.memory.messages.details.getOrDefault(id, ""))
                .toList();
    }

    List<String> attentions() {
        return school.attentions.stream().map(one -> one.kind()).toList();
    }
}
