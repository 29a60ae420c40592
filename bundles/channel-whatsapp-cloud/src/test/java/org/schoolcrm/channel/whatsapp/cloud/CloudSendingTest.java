package org.schoolcrm.channel.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpExchange;

class CloudSendingTest {

    private static final URI LINK = URI.create("https://school.test/i/7Kq2");

    @ParameterizedTest
    @CsvSource({
        "4,      THROTTLED, PROVIDER_BUSY",
        "80007,  THROTTLED, PROVIDER_BUSY",
        "130429, THROTTLED, PROVIDER_BUSY",
        "131049, THROTTLED, RECIPIENT_BUSY",
        "131056, RETRYABLE, RECIPIENT_BUSY",
        "131000, RETRYABLE, NONE",
        "131016, RETRYABLE, NONE",
        "131057, RETRYABLE, NONE",
        "0,      HELD,      AUTH",
        "3,      HELD,      AUTH",
        "10,     HELD,      AUTH",
        "190,    HELD,      AUTH",
        "131005, HELD,      AUTH",
        "131042, HELD,      BALANCE",
        "131048, HELD,      SENDER",
        "131030, HELD,      SENDER",
        "131045, HELD,      SENDER",
        "133010, HELD,      SENDER",
        "368,    HELD,      BANNED",
        "131031, HELD,      BANNED",
        "132000, HELD,      TEMPLATE",
        "132001, HELD,      TEMPLATE",
        "132005, HELD,      TEMPLATE",
        "132007, HELD,      TEMPLATE",
        "132012, HELD,      TEMPLATE",
        "132015, HELD,      TEMPLATE",
        "132016, HELD,      TEMPLATE",
        "131026, REJECTED,  ADDRESS",
        "131021, REJECTED,  ADDRESS",
        "131050, REJECTED,  RECIPIENT_REFUSES",
        "131047, REJECTED,  POLICY",
        "100,    REJECTED,  CONTENT",
        "131008, REJECTED,  CONTENT",
        "131009, REJECTED,  CONTENT",
        "131051, REJECTED,  CONTENT",
        "999999, RETRYABLE, NONE"
    })
    void every_code_has_its_meaning(int code, Kind kind, Cause cause) {
        var outcome = send(SimulatedCloud.refused(400, code, ""));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @Test
    void a_number_that_our_token_may_not_use_is_no_fault_of_the_message() {
        assertThat(send(SimulatedCloud.refused(400, 100, ",\"error_subcode\":33"))
                        .cause())
                .isEqualTo(Cause.SENDER);
    }

    @Test
    void a_customer_who_hears_too_much_from_everybody_is_left_alone_for_a_day() {
        assertThat(send(SimulatedCloud.refused(400, 131049, "")).retryAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void the_details_say_more_than_the_message() {
        var answer = SimulatedCloud.refused(
                429, 130429, ",\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":\"too many messages\"}");

        assertThat(send(answer).detail()).isEqualTo("130429: too many messages");
    }

    @ParameterizedTest
    @CsvSource({
        "401, HELD,      AUTH",
        "403, HELD,      AUTH",
        "404, RETRYABLE, NONE",
        "429, THROTTLED, PROVIDER_BUSY",
        "500, UNCERTAIN, NONE",
        "503, UNCERTAIN, NONE"
    })
    void an_answer_without_a_code_means_what_its_status_means(int status, Kind kind, Cause cause) {
        var outcome = send(HttpAnswer.of(status, "<html>"));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html>",
                "{\"messages\":[]}",
                "{\"messages\":[{\"id\":\"\"}]}",
                "{\"contacts\":[{\"wa_id\":\"79161234567\"}]}",
                "{\"error\":{\"code\":131026}}"
            })
    void success_that_cannot_be_read_is_uncertain(String body) {
        assertThat(send(HttpAnswer.of(200, body)).kind()).isEqualTo(Kind.UNCERTAIN);
    }

    /** The sample of docs/channels.md 8.4. */
    @Test
    void a_template_travels_with_its_parameters_and_our_number() {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);
        var channel = channel(meta);
        var template = new TemplateText(
                "school_bill",
                "Здравствуйте, {customer.name}! Счёт на {bill.amount}. Оплатить: {bill.url}",
                Map.of("customer.name", "Иван", "bill.amount", "5 400 ₽", "bill.url", LINK.toString()));
        var composed = channel.compose(SimulatedCloud.account(), draft(template, LINK));
        var outcome =
                channel.send(SimulatedCloud.account(), new SendRequest("o-17", "+79161234567", composed), () -> true);

        assertThat(outcome).isEqualTo(SendOutcome.accepted("wamid.HBgL1"));
        assertThat(new String(composed.bytes(), UTF_8))
                .isEqualTo(
                        "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"79161234567\","
                                + "\"type\":\"template\",\"template\":{\"name\":\"school_bill\","
                                + "\"language\":{\"code\":\"ru\",\"policy\":\"deterministic\"},\"components\":["
                                + "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"Иван\"},"
                                + "{\"type\":\"text\",\"text\":\"5 400 ₽\"}]},"
                                + "{\"type\":\"button\",\"parameters\":[{\"type\":\"text\",\"text\":\"7Kq2\"}],"
                                + "\"sub_type\":\"url\",\"index\":\"0\"}]},"
                                + "\"biz_opaque_callback_data\":\"o-17\"}");
        var call = meta.calls().get(0);
        assertThat(call.body()).isEqualTo(composed.bytes());
        assertThat(call.uri()).hasToString("https://graph.facebook.com/v23.0/1065/messages");
        assertThat(call.headers()).containsEntry("Authorization", "Bearer EAAG-token-of-the-system-user");
    }

    @Test
    void a_persons_own_words_are_sent_as_they_are_and_templates_too_where_the_account_says_so() {
        var template = new TemplateText("school_bill", "Оплатите до 5 числа.", Map.of());
        var free = SimulatedCloud.account("freeText", "yes");
        var channel = channel(call -> HttpAnswer.of(500, ""));

        for (var composed : List.of(
                channel.compose(SimulatedCloud.account(), draft(null, null)),
                channel.compose(free, draft(null, null)),
                channel.compose(free, draft(template, null)))) {
            assertThat(new String(composed.bytes(), UTF_8))
                    .contains("\"type\":\"text\",\"text\":{\"body\":\"Счёт\"}")
                    .contains("\"biz_opaque_callback_data\":\"o-17\"");
        }
        assertThat(channel.needsApproval(SimulatedCloud.account())).isTrue();
        assertThat(channel.needsApproval(free)).isFalse();
    }

    @Test
    void what_meta_would_refuse_is_not_sent() {
        var values = Map.of("customer.name", "ы".repeat(1000), "bill.amount", "");
        var tooLong = new TemplateText("t", "Здравствуйте, {customer.name}, ждём оплаты счёта!", values);
        var empty = new TemplateText("t", "Счёт на {bill.amount} рублей", values);
        var atTheEdge = new TemplateText("t", "{customer.name}, здравствуйте!", values);
        var button = new TemplateText("t", "Счёт: {bill.url}", values);

        assertThat(causeOf(draft(tooLong, null))).isEqualTo(Cause.SIZE);
        assertThat(causeOf(draft(empty, null))).isEqualTo(Cause.CONTENT);
        assertThat(causeOf(draft(atTheEdge, null))).isEqualTo(Cause.TEMPLATE);
        assertThat(causeOf(draft(button, null))).isEqualTo(Cause.CONTENT);
        assertThat(causeOf(draft(button, URI.create("https://elsewhere.test/i/7Kq2"))))
                .isEqualTo(Cause.CONTENT);
        assertThat(causeOf(draft(button, URI.create("https://school.test/i/")))).isEqualTo(Cause.CONTENT);
    }

    @Test
    void keeps_the_pace_of_a_number_and_of_a_pair() {
        assertThat(channel(call -> HttpAnswer.of(500, "")).pace(SimulatedCloud.account()))
                .isEqualTo(new Pace(80, Duration.ofSeconds(6)));
    }

    @Test
    void a_trial_names_the_number_that_the_token_may_use() {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);

        assertThat(channel(meta).test(SimulatedCloud.account("version", "v24.0")))
                .satisfies(report -> {
                    assertThat(report.verdict()).isEqualTo(Verdict.OK);
                    assertThat(report.detail()).contains("School");
                });
        assertThat(meta.calls().get(0).uri().toString()).startsWith("https://graph.facebook.com/v24.0/1065?fields=");
        assertThat(channel(new SimulatedCloud(MessageChannelContract.Provider.REFUSES_US))
                        .test(SimulatedCloud.account())
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    private SendOutcome send(HttpAnswer answer) {
        var free = SimulatedCloud.account("freeText", "yes");
        var channel = channel(call -> answer);
        var composed = channel.compose(free, draft(null, null));
        return channel.send(free, new SendRequest("o-17", "+79161234567", composed), () -> true);
    }

    private static Cause causeOf(MessageDraft draft) {
        var cause = new java.util.concurrent.atomic.AtomicReference<Cause>();
        assertThatThrownBy(() -> channel(call -> HttpAnswer.of(500, "")).compose(SimulatedCloud.account(), draft))
                .isInstanceOfSatisfying(
                        CompositionException.class,
                        refused -> cause.set(refused.outcome().cause()));
        return cause.get();
    }

    private static CloudChannel channel(HttpExchange http) {
        return new CloudChannel(http, path -> URI.create("https://school.test" + path));
    }

    private static MessageDraft draft(@Nullable TemplateText template, @Nullable URI payAt) {
        return new MessageDraft("o-17", "+79161234567", "", "Счёт", Instant.EPOCH, payAt, template);
    }
}
