package org.schoolcrm.mailing.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateRemark;
import org.schoolcrm.mailing.api.TemplateRemark.Kind;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.spi.TagSource;

class TemplateTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    R135 | {customer.name}            | Анна
                    R137 | {bill.url}                 | https://school.test/i/token1
                    R138 | {bill.amount}              | 3500.00
                    R139 | {bill.type}                | По прогнозу оплаты
                    R140 | {bill.begin_date}          | 01.09.2026
                    R141 | {bill.end_date}            | 30.09.2026
                    R142 | {bill.amount_subjects_url} | 3500.00 https://school.test/i/token1
                    R143 | {bill.amount_url}          | 3500.00 https://school.test/i/token1
                    A1   | {bill.amount_subject_url}  | 3500.00 https://school.test/i/token1
                    """)
    @DisplayName("R135 R137 R138 R139 R140 R141 R142 R143 a tag of one invoice")
    void a_tag_of_one_invoice(String id, String tag, String value) {
        application.customer("Анна", "3500.00");

        application.run(
                application.mailings.create(
                        MailingTestApplication.BRANCH,
                        new Form().template(application.template("Счёт", tag)).settings(application),
                        MailingTestApplication.ADMIN),
                "hand:1");

        assertThat(application.channel.sent).containsExactly("mail0@example.org: Счёт|" + value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    R144 | {customer.bills}                     | https://a~https://b
                    R145 | {customer.bills.amount_url}          | 10.00 https://a~20.00 https://b
                    R146 | {customer.bills.amount_subject_url}  | 10.00 Английский https://a~20.00 Английский, Математика https://b
                    A1   | {customer.bills.amount_subjects_url} | 10.00 Английский https://a~20.00 Английский, Математика https://b
                    """)
    @DisplayName("R144 R145 R146 a tag of all invoices has a line for each")
    void a_tag_of_all_invoices(String id, String tag, String value) {
        var invoices = application.twoInvoices();
        var context = new BuiltInTags.Context(
                application.anna(),
                List.of(
                        new InvoiceForMessage(invoices.get(0), "https://a", "Английский"),
                        new InvoiceForMessage(invoices.get(1), "https://b", "Английский, Математика")));

        var values = new TagRegistry(List.of()).values(new TagText(tag).tags(), context);

        assertThat(Rendering.body(tag, values, Encoding.PLAIN)).isEqualTo(value.replace('~', '\n'));
    }

    @Test
    @DisplayName("R144 A21 a template of all invoices makes one message per customer")
    void one_message_per_customer() {
        application.customerWithTwoAccounts("Анна", "10.00", "20.00");
        var template = application.template("Счета", "{customer.bills.amount_url}");

        application.run(application.allAccounts(template), "hand:1");

        assertThat(application.channel.sent)
                .containsExactly("anna@example.org: Счета|10.00 https://school.test/i/token1\n"
                        + "20.00 https://school.test/i/token2");
    }

    @Test
    @DisplayName("R088 A21 a template of one invoice makes one message per invoice")
    void one_message_per_invoice() {
        application.customerWithTwoAccounts("Анна", "10.00", "20.00");

        application.run(application.allAccounts(application.template("Счёт", "{bill.amount_url}")), "hand:1");

        assertThat(application.channel.sent).hasSize(2);
    }

    @Test
    void a_link_in_an_address_is_written_as_an_address_and_in_the_text_as_a_link() {
        var value = Map.of("bill.url", TagValue.link("https://x/i/1?a=b&c").marked());

        assertThat(Rendering.body("<a href=\"{bill.url}\">Оплатить</a> {bill.url}", value, Encoding.HTML))
                .isEqualTo("<a href=\"https://x/i/1?a=b&amp;c\">Оплатить</a>"
                        + " <a href=\"https://x/i/1?a=b&amp;c\">https://x/i/1?a=b&amp;c</a>");
    }

    @Test
    @DisplayName("R133 R134 templates of SMS and of e-mail are kept apart; an e-mail needs a subject, an SMS has none")
    void an_email_needs_a_subject() {
        assertThatThrownBy(() -> application.template("", "{bill.url}")).hasMessageContaining("subject");

        var sms = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content("SMS", "", "{bill.url}"),
                MailingTestApplication.ADMIN);

        assertThat(application.templates.find(sms.id())).contains(sms);
        assertThat(sms.method()).isEqualTo(DeliveryMethod.SMS);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "{customer.nmae},            {customer.name}",
        "{bill.amount_subjects_ulr}, {bill.amount_subjects_url}",
        "{bill.ur},                  {bill.url}",
    })
    @DisplayName("R134 a misspelt tag is refused with what was meant")
    void a_misspelt_tag(String written, String meant) {
        assertThat(examine(written)).contains(new TemplateRemark(Kind.UNKNOWN_TAG, "body", List.of(written, meant)));
        assertThatThrownBy(() -> application.template("Счёт", written)).hasMessageContaining(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{Customer.name}", "{имя}", "{customer. name}"})
    void something_that_looks_like_a_tag_is_refused(String written) {
        assertThat(examine(written)).extracting(TemplateRemark::kind).contains(Kind.LOOKS_LIKE_TAG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<style>p{color:red}</style>{bill.url}", "{до 5%}{bill.url}", "{}{bill.url}", "{1}{bill.url}"})
    void braces_that_are_no_tags_are_left_alone(String written) {
        assertThat(examine(written)).noneMatch(remark -> remark.kind().isRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{bill.amount:.2f}",
                "{bill.amount | money}",
                "{bill.url",
                "{{customer.name}}",
                "{{ customer.name }}",
                "{Customer.Name}",
                "{клиент.имя}",
            })
    void what_would_leave_with_its_braces_is_refused_however_it_is_misspelt(String written) {
        assertThat(examine("Уважаемый клиент! " + written + "\nСпасибо {bill.url}"))
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.kind()).isEqualTo(Kind.LOOKS_LIKE_TAG);
                    assertThat(remark.arguments().get(0)).isEqualTo(written);
                });
    }

    @Test
    void a_dollar_before_a_tag_is_remarked_and_may_stay() {
        assertThat(examine("${bill.amount} {bill.url}"))
                .containsExactly(
                        new TemplateRemark(Kind.DOLLAR_STAYS, "body", List.of("${bill.amount}", "{bill.amount}")));
    }

    @Test
    @DisplayName("A21 tags of one invoice and of all invoices do not go together")
    void scopes_do_not_mix() {
        assertThatThrownBy(() -> application.template("Счёт {bill.amount}", "{customer.bills}"))
                .hasMessageContaining("TAGS_DO_NOT_MIX");
    }

    @Test
    void a_tag_inside_of_markup_is_refused_unless_it_is_an_address() {
        assertThat(examine("<p class=\"{customer.name}\">{bill.url}</p>"))
                .extracting(TemplateRemark::kind)
                .containsExactly(Kind.TAG_IN_MARKUP);
        assertThat(examine("<a href=\"{bill.url}\">Оплатить</a>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a title=\"1 > 2\" href=\"{bill.url}\">Оплатить</a>",
                "<a href=\"https://school.test/go?to={bill.url}\">Оплатить</a>",
                "<A HREF = '{bill.url}'>{bill.url}</A>",
                "<img src={bill.url}>",
                "<b>5 < 6</b>, {bill.url}",
                "5 < 6, {bill.url}",
                "<{bill.url}>",
            })
    void a_tag_in_an_address_or_in_text_is_accepted(String written) {
        assertThat(examine(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p title=\"a > {customer.name}\">{bill.url}</p>",
                "<a href=\"{bill.url}\" title=\"{customer.name}\">Оплатить</a>",
                "<a href={bill.url} title={customer.name}>Оплатить</a>",
                "<p data-href=\"{customer.name}\">{bill.url}</p>",
                "<style>p {content: '{customer.name}'}</style>{bill.url}",
                "<!-- <b>{customer.name}</b> -->{bill.url}",
            })
    void a_tag_where_nobody_would_read_it_is_refused(String written) {
        assertThat(examine(written))
                .containsExactly(new TemplateRemark(Kind.TAG_IN_MARKUP, "body", List.of("{customer.name}")));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "<script>alert(1)</script>,                  UNSAFE_MARKUP,  <script>",
        "<b>a</b><IFRAME src=https://x.test>,        UNSAFE_MARKUP,  <IFRAME>",
        "<form><input></form>,                       UNSAFE_MARKUP,  <form>",
        "<p OnClick=\"x()\">a</p>,                   UNSAFE_MARKUP,  OnClick",
        "<img src=\"https://x.test/a\" onerror=x>,   UNSAFE_MARKUP,  onerror",
        "<a href=\" javascript:x()\">a</a>,          UNSAFE_ADDRESS, javascript:x()",
        "<a href=java&#115;cript:x()>a</a>,          UNSAFE_ADDRESS, java&#115;cript:x()",
        "<a HREF = \"data:text/html\">a</a>,         UNSAFE_ADDRESS, data:text/html",
        "<a href=\"ftp://x.test/a\">a</a>,           UNSAFE_ADDRESS, ftp://x.test/a",
        "<a href=\"www.x.test\">a</a>,               UNSAFE_ADDRESS, www.x.test",
        "<a title=\"1 > 2\" href=\"file:a\">a</a>,   UNSAFE_ADDRESS, file:a",
    })
    void what_no_email_may_carry_is_refused_by_name(String written, Kind kind, String named) {
        assertThat(examine(written + "{bill.url}")).containsExactly(new TemplateRemark(kind, "body", List.of(named)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"tel:+74951234567\">a</a>",
                "<a href=\"mailto:school@example.org\">a</a>",
                "<a href='HTTPS://x.test/?q=javascript:x()'>a</a>",
                "<img alt=\"on = off\" src=\"http://x.test/a.png\">",
                "<p style=\"color: red\">a</p>",
                "<style>p {color: red}</style><p>on=1</p>",
            })
    void what_is_harmless_is_accepted(String written) {
        assertThat(examine(written + "{bill.url}")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"telegram", "max"})
    void a_link_to_a_messenger_is_the_invoice_s_own_and_nobody_can_pay_by_it(String messenger) {
        application.customer("Анна", "3500.00");
        var tag = "{customer." + messenger + "_url}";

        application.run(
                application.mailings.create(
                        MailingTestApplication.BRANCH,
                        new Form().template(application.template("Счёт", tag)).settings(application),
                        MailingTestApplication.ADMIN),
                "hand:1");

        assertThat(application.channel.sent)
                .containsExactly("mail0@example.org: Счёт|https://school.test/i/token1/" + messenger);
        assertThat(examine(tag)).extracting(TemplateRemark::kind).containsExactly(Kind.NO_LINK);
    }

    @Test
    void says_that_nobody_could_pay_and_what_an_sms_costs() {
        var remarks = application.templates.examine(DeliveryMethod.SMS, "", "Уважаемый клиент! ".repeat(13));

        assertThat(remarks)
                .extracting(TemplateRemark::kind, TemplateRemark::arguments)
                .containsExactly(tuple(Kind.NO_LINK, List.of()), tuple(Kind.SEGMENTS, List.of(4)));
    }

    @Test
    void another_bundle_adds_a_tag_and_a_run_says_so_when_it_has_gone() {
        application.customer("Анна", "10.00");
        var source = new GroupTag();
        application.tagSources.add(source);
        var template = application.template("Счёт", "{group.teacher}: {bill.url}");
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH,
                new Form().template(template).settings(application),
                MailingTestApplication.ADMIN);
        application.run(mailing, "hand:1");
        assertThat(application.channel.sent)
                .containsExactly("mail0@example.org: Счёт|Учитель Анна: https://school.test/i/token1");

        application.tagSources.clear();

        assertThatThrownBy(() -> application.runs.start(mailing.id(), "hand:2", MailingTestApplication.ADMIN))
                .hasMessageContaining("{group.teacher}");
    }

    @Test
    @DisplayName("R136 every tag is explained, with its scope and an example")
    void every_tag_is_explained() {
        assertThat(application.templates.tags())
                .hasSize(13)
                .allSatisfy(tag -> assertThat(new ArrayList<>(List.of(tag.russian(), tag.english(), tag.example())))
                        .noneMatch(String::isBlank));
    }

    @Test
    void previews_with_the_values_of_a_real_customer_and_sends_nothing() {
        var anna = application.customer("Анна <3", "10.00");

        var preview = application.templates.preview(
                MailingTestApplication.BRANCH,
                DeliveryMethod.EMAIL,
                new Template.Content("", "Счёт", "{customer.name}: {bill.amount}"),
                anna);
        application.runJobs(5);

        assertThat(preview.body()).isEqualTo("Анна <3: 3500.00");
        assertThat(preview.address()).isEqualTo("mail0@example.org");
        assertThat(application.channel.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Здравствуйте, {customer.name}!\n\n5 < 6\n{bill.amount}",
                "<p>{customer.name}</p>\n<p>{bill.amount}</p>",
                "<a href=\"https://school.test\">{customer.name}</a>\n{bill.amount}",
            })
    void shows_in_preview_and_dry_run_what_is_sent(String body) {
        application.channel.encoding = Encoding.HTML;
        var anna = application.customer("Анна & Ко", "3500.00");
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH,
                new Form().template(application.template("Счёт", body)).settings(application),
                MailingTestApplication.ADMIN);
        var preview = application.templates.preview(
                MailingTestApplication.BRANCH, DeliveryMethod.EMAIL, new Template.Content("", "Счёт", body), anna);
        var dry = application.mailings.tryOut(mailing.id(), LocalDate.parse("2026-09-01"));
        application.channels.clear();
        var away = application.mailings.tryOut(mailing.id(), LocalDate.parse("2026-09-01"));
        application.channels.add(application.channel);

        application.run(mailing, "hand:1");

        assertThat(application.channel.sent).containsExactly("mail0@example.org: Счёт|" + preview.body());
        assertThat(dry.messages()).containsExactly(preview);
        assertThat(away.messages()).containsExactly(preview);
    }

    @Test
    void sends_a_test_to_an_address_of_ones_choice_and_marks_it() {
        var anna = application.customer("Анна", "10.00");
        var template = application.template("Счёт", "{bill.amount}");

        application.templates.sendTest(template.id(), anna, "me@example.org", MailingTestApplication.ADMIN);
        application.runJobs(5);

        assertThat(application.channel.sent).containsExactly("me@example.org: [test] Счёт|3500.00");
        assertThat(application.invoices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me@example.org\r\nBcc: a@b.example", "me@example.org; drop", "-1", "me@", ""})
    void a_test_goes_to_nothing_but_an_address(String address) {
        var anna = application.customer("Анна", "10.00");
        var template = application.template("Счёт", "{bill.amount}");

        assertThatThrownBy(() ->
                        application.templates.sendTest(template.id(), anna, address, MailingTestApplication.ADMIN))
                .hasMessageContaining("address-unusable");
        application.runJobs(5);
        assertThat(application.channel.sent).isEmpty();
    }

    private List<TemplateRemark> examine(String body) {
        return application.templates.examine(DeliveryMethod.EMAIL, "Счёт", body);
    }

    /** A tag that another bundle could add. */
    private static final class GroupTag implements TagSource {

        @Override
        public List<Tag> tags() {
            return List.of(new Tag("group.teacher", Tag.Scope.CUSTOMER, "Учитель", "Teacher", "Иванова"));
        }

        @Override
        public String value(String tag, CustomerFacts customer) {
            return "Учитель " + customer.name();
        }
    }
}
