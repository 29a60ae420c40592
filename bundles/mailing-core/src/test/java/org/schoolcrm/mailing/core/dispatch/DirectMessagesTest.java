package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Composer.Recipient;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** Messages written by hand. */
class DirectMessagesTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final CustomerId anna = application.customer("Анна", "0");

    @BeforeEach
    void the_tables_bring_the_templates() {
        application.memory.mailings.save(new Template(
                DirectMessages.EMAIL_TEMPLATE,
                1,
                MailingTestApplication.BRANCH,
                DeliveryMethod.EMAIL,
                "",
                "{message.subject}",
                "{message.text}"));
        application.memory.mailings.save(new Template(
                DirectMessages.TEXT_TEMPLATE,
                1,
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                "",
                "",
                "{message.text}"));
    }

    @Test
    @DisplayName("R042 R044 what was written arrives, with the pasted link")
    void what_was_written_arrives() {
        application.directMessages.send(
                email("Счет за сентябрь", "Здравствуйте!\nСсылка: https://school.test/i/abc"),
                MailingTestApplication.ADMIN);
        application.runJobs(3);

        assertThat(application.channel.sent)
                .containsExactly(
                        "mail0@example.org: Счет за сентябрь|Здравствуйте!\nСсылка: https://school.test/i/abc");
        assertThat(application.audit.get(application.audit.size() - 1).action()).isEqualTo("message.written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINK", "LINK.", "(LINK)", "LINK, спасибо", "«LINK»", "LINK?!", "“LINK”", "LINK\u00a0до"})
    void a_pasted_link_ends_before_the_punctuation_of_its_sentence(String text) {
        application.channel.encoding = Encoding.HTML;
        var address = "https://school.test/i/abc";
        application.directMessages.send(email("Счет", text.replace("LINK", address)), MailingTestApplication.ADMIN);
        application.runJobs(3);

        assertThat(application.channel.sent)
                .containsExactly("mail0@example.org: Счет|"
                        + text.replace("LINK", "<a href=\"" + address + "\">" + address + "</a>"));
    }

    @Test
    @DisplayName("R043 an e-mail needs a subject")
    void an_email_needs_a_subject() {
        assertThatThrownBy(() -> application.directMessages.send(email(" ", "Текст"), MailingTestApplication.ADMIN))
                .hasMessageContaining("field=subject, type=REQUIRED");
    }

    @Test
    @DisplayName("R005 R006 without the option nothing is sent by hand; a trial is enough")
    void without_the_option_nothing_is_sent() {
        application.option = MailingOption.State.OFF;
        assertThatThrownBy(() -> application.directMessages.send(email("Счет", "Текст"), MailingTestApplication.ADMIN))
                .hasMessageContaining("option-is-off");

        application.option = MailingOption.State.TRIAL;
        application.directMessages.send(email("Счет", "Текст"), MailingTestApplication.ADMIN);
        application.runJobs(3);
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    @DisplayName("R041 R045 of phones only a mobile one can be written to")
    void of_phones_only_mobile_ones() {
        contacts(
                new Contact(Contact.Kind.OTHER_PHONE, "+74950000000"),
                new Contact(Contact.Kind.MOBILE_PHONE, "+79990000000"),
                new Contact(Contact.Kind.EMAIL, "anna@example.org"));

        assertThat(application.directMessages.recipients(MailingTestApplication.BRANCH, anna))
                .containsExactly(
                        new Recipient(DeliveryMethod.SMS, "+79990000000"),
                        new Recipient(DeliveryMethod.EMAIL, "anna@example.org"));
        assertThatThrownBy(() -> application.directMessages.send(
                        new HandWritten(
                                MailingTestApplication.BRANCH, anna, DeliveryMethod.SMS, "+74950000000", "", "Текст"),
                        MailingTestApplication.ADMIN))
                .hasMessageContaining("RECIPIENT_UNUSABLE");
    }

    @Test
    void only_the_customers_own_addresses_are_written_to() {
        var stranger = new HandWritten(
                MailingTestApplication.BRANCH, anna, DeliveryMethod.EMAIL, "stranger@example.org", "Счет", "Текст");

        assertThatThrownBy(() -> application.directMessages.send(stranger, MailingTestApplication.ADMIN))
                .hasMessageContaining("RECIPIENT_UNUSABLE");
    }

    @Test
    @DisplayName("R136 A20 tags work in mailings only: a text with a tag is not sent")
    void a_text_with_a_tag_is_not_sent() {
        assertThatThrownBy(() -> application.directMessages.send(
                        email("Счет", "Платите: {bill.url}"), MailingTestApplication.ADMIN))
                .hasMessageContaining("TAGS_ONLY_IN_MAILINGS")
                .hasMessageContaining("{bill.url}");
        application.runJobs(3);
        assertThat(application.channel.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{Customer.name}", "{имя}", "{ bill.url }", "{bill.url", "{bill.amount:.2f}", "{{customer.name}}"
            })
    @DisplayName("A20 what was meant as a tag is not sent either")
    void a_text_with_something_like_a_tag_is_not_sent(String written) {
        for (var message : List.of(email("Счет", "Платите: " + written), email("Счет " + written, "Платите"))) {
            assertThatThrownBy(() -> application.directMessages.send(message, MailingTestApplication.ADMIN))
                    .hasMessageContaining("message-invalid");
        }
        application.runJobs(3);
        assertThat(application.channel.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Счет\r\nBcc: somebody@else.example", "Счет\n", "Счет\u202efdp.exe", "Счет\u0000"})
    void a_subject_of_more_than_its_line_is_refused(String subject) {
        assertThatThrownBy(
                        () -> application.directMessages.send(email(subject, "Платите"), MailingTestApplication.ADMIN))
                .hasMessageContaining("message-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Скидка {до 5%}", "f(x) = {}", "{1, 2}", "Итого: 5 {", "a{color:red}"})
    void braces_that_nobody_would_take_for_a_tag_are_sent(String text) {
        application.directMessages.send(email("Счет", text), MailingTestApplication.ADMIN);
        application.runJobs(3);

        assertThat(application.channel.sent).containsExactly("mail0@example.org: Счет|" + text);
    }

    @Test
    void an_address_is_the_customers_own_in_whatever_spelling() {
        contacts(
                new Contact(Contact.Kind.MOBILE_PHONE, "8 (999) 000-00-00"),
                new Contact(Contact.Kind.EMAIL, " Mail0@Example.org\u00A0"));

        assertThat(application.directMessages.recipients(MailingTestApplication.BRANCH, anna))
                .containsExactly(
                        new Recipient(DeliveryMethod.SMS, "+79990000000"),
                        new Recipient(DeliveryMethod.EMAIL, "Mail0@example.org"));
        application.directMessages.send(email("Счет", "Текст"), MailingTestApplication.ADMIN);
        application.runJobs(3);
        assertThat(application.channel.sent).containsExactly("Mail0@example.org: Счет|Текст");
    }

    @Test
    void an_address_that_nothing_can_be_sent_to_is_refused_by_name() {
        contacts(new Contact(Contact.Kind.EMAIL, "sаlе@mail.ru"));
        var message = new HandWritten(
                MailingTestApplication.BRANCH, anna, DeliveryMethod.EMAIL, "sаlе@mail.ru", "Счет", "Текст");

        assertThatThrownBy(() -> application.directMessages.send(message, MailingTestApplication.ADMIN))
                .hasMessageContaining("ADDRESS_UNUSABLE")
                .hasMessageContaining("sаlе@mail.ru");
    }

    @Test
    @DisplayName("R150 without a channel sending by hand is refused with its name")
    void without_a_channel_sending_is_refused() {
        application.channels.clear();

        assertThatThrownBy(() -> application.directMessages.send(email("Счет", "Текст"), MailingTestApplication.ADMIN))
                .hasMessageContaining("channel-absent [email]");
    }

    private HandWritten email(String subject, String text) {
        return new HandWritten(
                MailingTestApplication.BRANCH, anna, DeliveryMethod.EMAIL, "mail0@example.org", subject, text);
    }

    private void contacts(Contact... contacts) {
        application.customers.computeIfPresent(
                anna,
                (id, was) -> new CustomerFacts(
                        id,
                        was.branch(),
                        was.name(),
                        was.legalType(),
                        was.studyStatus(),
                        was.active(),
                        List.of(contacts),
                        was.accounts(),
                        was.subscriptions(),
                        was.lessons(),
                        was.freezes(),
                        was.discounts(),
                        was.attended()));
    }
}
