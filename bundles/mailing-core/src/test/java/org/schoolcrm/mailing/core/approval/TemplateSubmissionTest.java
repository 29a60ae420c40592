package org.schoolcrm.mailing.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.mailing.core.MailingTestApplication.ADMIN;
import static org.schoolcrm.mailing.core.MailingTestApplication.BRANCH;
import static org.schoolcrm.mailing.core.approval.ApprovalTestApplication.BODY;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.TemplateNews;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApprovals.Standing;

/** Texts are shown to a provider that looks at them, and what it says is known. */
class TemplateSubmissionTest {

    private static final Duration NONE = Duration.ZERO;

    private final ApprovalTestApplication application = new ApprovalTestApplication();

    @Test
    void a_text_is_shown_by_a_job_and_not_while_somebody_saves_it() {
        application.template(BODY);
        assertThat(application.provider.shown).isEmpty();
        assertThat(standing().approval().state()).isEqualTo(Approval.Kind.UNKNOWN);

        application.later(NONE);

        assertThat(application.provider.shown)
                .containsExactly(new TemplateText(TextName.of(BODY), BODY, Map.of("bill.amount", "3500.00")));
        assertThat(standing().approval().state()).isEqualTo(Approval.Kind.PENDING);
        assertThat(standing().name()).isEqualTo(ReviewingProvider.NAME);
    }

    @Test
    void names_at_the_provider_are_made_of_the_words_alone() {
        assertThat(TextName.of(BODY)).matches("crm_[0-9a-f]{20}").isEqualTo(TextName.of(BODY));
        assertThat(TextName.of(BODY + " ")).isNotEqualTo(TextName.of(BODY));
    }

    @Test
    void only_templates_that_the_channel_is_written_with_are_shown() {
        application.school.template("Счёт", BODY);
        application.later(NONE);

        assertThat(application.provider.shown).isEmpty();
        assertThat(application.school.approvalReports.of(BRANCH)).isEmpty();
    }

    @Test
    void what_waits_is_asked_about_often_and_what_is_decided_rarely() {
        application.template(BODY);
        application.later(NONE);
        application.later(Duration.ofMinutes(2));
        assertThat(application.provider.shown).hasSize(1);

        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        application.later(Duration.ofMinutes(3));
        assertThat(application.provider.shown).hasSize(2);
        assertThat(standing().approval().isApproved()).isTrue();

        application.later(Duration.ofHours(20));
        assertThat(application.provider.shown).hasSize(2);
    }

    @Test
    void another_name_of_a_template_needs_no_new_approval_and_other_words_do() {
        var template = application.template(BODY);
        application.later(NONE);
        application.school.templates.change(template.id(), null, new Template.Content("Другое имя", "", BODY), ADMIN);
        application.later(NONE);
        assertThat(application.provider.shown).hasSize(1);

        application.change(template, "Просим оплатить {bill.amount} до 5 числа.");
        application.later(NONE);
        assertThat(application.provider.shown).hasSize(2);
    }

    @Test
    void two_templates_with_the_same_words_are_one_text() {
        application.template(BODY);
        application.template(BODY);
        application.later(NONE);

        assertThat(application.provider.shown).hasSize(1);
        assertThat(application.school.approvalReports.of(BRANCH)).hasSize(2);
        assertThat(counts()).containsExactly(Map.entry(Approval.Kind.PENDING, 1L));
    }

    @Test
    void a_provider_that_cannot_be_asked_has_taken_nothing_back() {
        application.provider.says(Approval.Kind.APPROVED, "APPROVED");
        application.template(BODY);
        application.later(NONE);
        application.provider.says(Approval.Kind.UNKNOWN, "no answer");
        application.later(Duration.ofHours(25));

        assertThat(application.provider.shown).hasSizeGreaterThan(1);
        assertThat(standing().approval().isApproved()).isTrue();
        assertThat(standing().approval().detail()).isEqualTo("APPROVED");
    }

    @Test
    void a_module_that_breaks_is_asked_again_and_holds_back_nobody() {
        application.provider.breaks();
        application.template(BODY);
        application.later(NONE);
        application.later(Duration.ofMinutes(1));

        assertThat(application.provider.shown).hasSizeBetween(2, 4);
        assertThat(standing().approval().state()).isEqualTo(Approval.Kind.UNKNOWN);
    }

    @Test
    void what_the_provider_tells_by_itself_counts_at_once_and_is_looked_at_once_more() {
        application.template(BODY);
        application.later(NONE);
        application.told(BODY, Approval.Kind.APPROVED, "APPROVED");
        application.school.runJobs(3);
        assertThat(standing().approval().isApproved()).isTrue();

        application.provider.says(Approval.Kind.PAUSED, "PAUSED");
        application.later(Duration.ofMinutes(1));
        assertThat(standing().approval().state())
                .as("calls overtake one another: the answer to a question is the newer one")
                .isEqualTo(Approval.Kind.PAUSED);
    }

    @Test
    void a_call_that_comes_while_the_provider_is_asked_is_newer_than_the_answer() {
        application.provider.meanwhile((account, name) -> application.school.approvalTransitions.take(
                account, new TemplateNews(name, new Approval(Approval.Kind.APPROVED, "APPROVED"))));
        application.template(BODY);
        application.later(NONE);

        assertThat(standing().approval().isApproved()).isTrue();
    }

    @Test
    void what_is_told_of_a_text_that_is_not_ours_is_kept_nowhere() {
        application.template(BODY);
        application.later(NONE);
        application.told("Чужой текст", Approval.Kind.REFUSED, "REJECTED");
        application.school.runJobs(3);

        assertThat(counts()).containsExactly(Map.entry(Approval.Kind.PENDING, 1L));
        assertThat(application.attentions()).isEmpty();
    }

    @Test
    void somebody_is_called_to_a_refused_text_until_it_is_another_one() {
        application.provider.says(Approval.Kind.REFUSED, "REJECTED: INVALID_FORMAT");
        var template = application.template(BODY);
        application.later(NONE);

        assertThat(application.school.attentions).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo("template.refused");
            assertThat(one.subject()).isEqualTo("template:" + template.id());
            assertThat(one.detail()).contains("Счёт", ReviewingProvider.NAME, "INVALID_FORMAT");
        });
        application.later(Duration.ofHours(7));
        assertThat(application.attentions()).as("once").hasSize(1);

        application.change(template, "Просим оплатить {bill.amount} до 5 числа.");
        assertThat(application.attentions()).isEmpty();
    }

    @Test
    void nobody_is_called_any_more_once_the_text_is_approved_after_all() {
        application.provider.says(Approval.Kind.PAUSED, "PAUSED");
        application.template(BODY);
        application.later(NONE);
        assertThat(application.attentions()).containsExactly("template.refused");

        application.told(BODY, Approval.Kind.APPROVED, "APPROVED");
        application.school.runJobs(3);
        assertThat(application.attentions()).isEmpty();
    }

    @Test
    void an_account_that_sends_anything_shows_nothing() {
        application.provider.sendsAnything();
        application.template(BODY);
        application.later(NONE);

        assertThat(application.provider.shown).isEmpty();
        assertThat(application.school.approvalReports.of(BRANCH)).isEmpty();
        assertThat(counts()).isEmpty();
    }

    @Test
    void texts_are_shown_a_few_at_a_time() {
        for (int i = 0; i < 12; i++) {
            application.template("Оплатите {bill.amount}, пункт " + i + ".");
        }
        application.later(NONE);

        assertThat(application.provider.shown).hasSize(12);
        assertThat(counts()).containsExactly(Map.entry(Approval.Kind.PENDING, 12L));
    }

    private Standing standing() {
        return application.school.approvalReports.of(BRANCH).stream()
                .findFirst()
                .orElseThrow();
    }

    private Map<Approval.Kind, Long> counts() {
        return application.school.approvalReports.countsOf(
                application.school.providerAccounts.of(ReviewingProvider.NAME));
    }
}
