package org.schoolcrm.channel.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.Approval.Kind;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.runtime.api.HttpAnswer;

class CloudTemplateTest {

    private static final String BODY = "Здравствуйте, {customer.name}! К оплате {bill.amount_url}";
    private static final String AT_META = "Здравствуйте, {{1}}! К оплате {{2}} (кнопка ниже)";

    @Test
    void tags_are_numbered_in_order_each_time_that_they_stand_there() {
        var template = of("Счёт {bill.type}: {bill.amount}, то есть {bill.amount} рублей.");

        assertThat(template.text()).isEqualTo("Счёт {{1}}: {{2}}, то есть {{3}} рублей.");
        assertThat(template.tags()).containsExactly("bill.type", "bill.amount", "bill.amount");
        assertThat(template.hasButton()).isFalse();
    }

    @Test
    void the_link_of_an_invoice_is_a_button_and_what_stands_beside_it_stays() {
        var values = Map.of("customer.name", "Анна", "bill.amount_url", "3500.00 https://school.test/i/AbC");

        assertThat(of(BODY).text()).isEqualTo(AT_META);
        assertThat(of(BODY).hasButton()).isTrue();
        assertThat(of(BODY).parameters(values)).containsExactly("Анна", "3500.00");
        assertThat(of("Оплатите: {bill.url}").text()).isEqualTo("Оплатите: (кнопка ниже)");
        assertThat(of("Оплатите: {bill.url}").tags()).isEmpty();
    }

    @Test
    void the_links_of_all_invoices_stay_in_the_text() {
        var template = of("К оплате: {customer.bills.amount_url} — спасибо!");
        var lines = "3500.00 https://school.test/i/A_b\n\n1200.00 https://school.test/i/C~d";

        assertThat(template.hasButton()).isFalse();
        assertThat(template.parameters(Map.of("customer.bills.amount_url", lines)))
                .containsExactly("3500.00 https://school.test/i/A_b; 1200.00 https://school.test/i/C~d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\n\n  \nb", "a\u2028b"})
    void lines_are_joined_because_parameters_have_one(String value) {
        assertThat(parameter(value)).isEqualTo("a; b");
    }

    @Test
    void tabs_and_wide_gaps_are_spaces_and_marks_mark_nothing() {
        assertThat(parameter("a\tb\u0007     c    d   e")).isEqualTo("a b c d   e");
        assertThat(parameter("*Анна* _Петрова_")).isEqualTo("*\u2060Анна*\u2060 _\u2060Петрова_\u2060");
        assertThat(parameter("{bill.amount} {{1}}")).isEqualTo("{bill.amount} {{1}}");
    }

    @Test
    void what_a_value_contains_is_never_read_again() {
        var template = of("Имя: {customer.name}, сумма: {bill.amount}.");

        assertThat(template.lengthWith(template.parameters(Map.of("customer.name", "{{2}}", "bill.amount", "$1"))))
                .isEqualTo("Имя: {{2}}, сумма: $1.".length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {customer.name}, здравствуйте!     | a tag may stand neither first nor last
            К оплате {bill.amount}             | a tag may stand neither first nor last
            Скидка {до 5%} для вас             | braces stand where no tag is
            Имя {{customer.name}} в скобках    | braces stand where no tag is
            """)
    void what_meta_refuses_by_rule_is_refused_before(String body, String why) {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);

        assertThat(approve(meta, body)).isEqualTo(new Approval(Kind.REFUSED, why));
        assertThat(meta.calls()).isEmpty();
    }

    @Test
    void a_text_may_have_as_many_characters_as_meta_takes() {
        assertThat(of("ы".repeat(1024)).objection()).isEmpty();
        assertThat(of("ы".repeat(1025)).objection()).isPresent();
    }

    @Test
    void a_template_that_is_not_there_is_made() {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);

        assertThat(approve(meta, BODY)).isEqualTo(new Approval(Kind.PENDING, "PENDING: UTILITY"));
        assertThat(meta.calls().get(0).uri().toString())
                .startsWith("https://graph.facebook.com/v23.0/102290129340398/message_templates?name=bill_v3&fields=");
        assertThat(new String(meta.calls().get(1).body(), UTF_8))
                .isEqualTo(
                        "{\"name\":\"bill_v3\",\"language\":\"ru\",\"category\":\"UTILITY\",\"components\":["
                                + "{\"type\":\"BODY\",\"text\":\"" + AT_META
                                + "\",\"example\":{\"body_text\":[[\"Анна\",\"пример\"]]}},"
                                + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"URL\",\"text\":\"Перейти к оплате\","
                                + "\"url\":\"https://school.test/i/{{1}}\",\"example\":[\"https://school.test/i/example\"]}]}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVED,  APPROVED",
        "PENDING,   PENDING",
        "IN_APPEAL, PENDING",
        "REJECTED,  REFUSED",
        "PAUSED,    PAUSED",
        "DISABLED,  REFUSED",
        "DELETED,   REFUSED",
        "SOMETHING, UNKNOWN"
    })
    void a_template_that_is_there_is_only_asked_about(String status, Kind kind) {
        var meta = listing(known(status, AT_META));

        assertThat(approve(meta, BODY).kind()).isEqualTo(kind);
        assertThat(meta.calls()).hasSize(1);
    }

    @Test
    void another_text_under_the_same_name_is_not_taken_for_ours() {
        var other = known("APPROVED", "Здравствуйте!");
        var moved = HttpAnswer.of(
                200, known("APPROVED", AT_META).text().replace("https://school.test", "https://before.test"));

        assertThat(approve(listing(other), BODY).kind()).isEqualTo(Kind.REFUSED);
        assertThat(approve(listing(moved), BODY).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void nobody_knows_while_meta_cannot_be_asked() {
        assertThat(approve(new SimulatedCloud(MessageChannelContract.Provider.CANNOT_BE_REACHED), BODY)
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        var refused = approve(new SimulatedCloud(MessageChannelContract.Provider.REFUSES_US), BODY);
        assertThat(refused.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(refused.detail()).startsWith("190");
        assertThat(approve(making(SimulatedCloud.refused(400, 80007, "")), BODY).kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void a_template_that_meta_does_not_take_is_refused_in_its_words() {
        var answer = SimulatedCloud.refused(
                400, 100, ",\"error_subcode\":2388299,\"error_user_msg\":\"Variables can't be at the start or end\"");

        assertThat(approve(making(answer), BODY))
                .isEqualTo(new Approval(Kind.REFUSED, "100: Variables can't be at the start or end"));
    }

    @Test
    void free_text_needs_nobodys_approval() {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);
        var channel = new CloudChannel(meta, path -> URI.create("https://school.test" + path));

        assertThat(channel.approve(SimulatedCloud.account("freeText", "yes"), ours(BODY)))
                .isEqualTo(Approval.NOT_NEEDED);
        assertThat(meta.calls()).isEmpty();
    }

    private static SimulatedCloud listing(HttpAnswer answer) {
        return new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS).answering("GET /message_templates", answer);
    }

    private static SimulatedCloud making(HttpAnswer answer) {
        return new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS).answering("POST /message_templates", answer);
    }

    private static HttpAnswer known(String status, String text) {
        return HttpAnswer.of(200, """
                {"data":[{"name":"bill_v33","language":"ru","status":"REJECTED","id":"1"},
                  {"name":"bill_v3","language":"en","status":"REJECTED","id":"2"},
                  {"name":"bill_v3","language":"ru","status":"%s","category":"UTILITY","rejected_reason":"NONE","id":"3",
                   "components":[{"type":"BODY","text":"%s"},{"type":"BUTTONS","buttons":[
                     {"type":"URL","text":"Перейти к оплате","url":"https://school.test/i/{{1}}"}]}]}]}""".formatted(status, text));
    }

    private static Approval approve(SimulatedCloud meta, String body) {
        var channel = new CloudChannel(meta, path -> URI.create("https://school.test" + path));
        return channel.approve(SimulatedCloud.account(), ours(body));
    }

    private static TemplateText ours(String body) {
        return new TemplateText("bill_v3", body, Map.of("customer.name", "Анна"));
    }

    private static CloudTemplate of(String body) {
        return CloudTemplate.of(ours(body), "(кнопка ниже)");
    }

    private static String parameter(String value) {
        return of("Имя: {customer.name}.")
                .parameters(Map.of("customer.name", value))
                .get(0);
    }
}
