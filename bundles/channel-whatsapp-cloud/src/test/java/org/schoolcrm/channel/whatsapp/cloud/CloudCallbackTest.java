package org.schoolcrm.channel.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.TemplateNews;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.Signing;

class CloudCallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    private final CloudChannel channel = new CloudChannel(
            new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS),
            path -> URI.create("https://school.test" + path));
    private final ProviderAccount account = SimulatedCloud.account();

    /** Of a library for this API, and GitHub's own for the same scheme. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            secret                     | test          | 0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914
            It's a Secret to Everybody | Hello, World! | 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            """)
    void published_vectors_are_right(String secret, String body, String digest) {
        var keyed = SimulatedCloud.account("appSecret", secret);

        assertThat(channel.verify(keyed, post(body.getBytes(UTF_8), "sha256=" + digest)))
                .isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(keyed, post((body + " ").getBytes(UTF_8), "sha256=" + digest)))
                .isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(keyed, post(body.getBytes(UTF_8), digest))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(keyed, post(body.getBytes(UTF_8), ""))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, post(body.getBytes(UTF_8), "sha256=" + digest)))
                .isEqualTo(Verification.REJECTED);
    }

    /** Meta escapes what is not ASCII: the same document written otherwise is another one. */
    @Test
    void the_bytes_are_signed_and_not_what_they_mean() throws IOException {
        byte[] escaped;
        try (var file =
                Objects.requireNonNull(CloudCallbackTest.class.getResourceAsStream("webhook-escaped-body.json"))) {
            escaped = file.readAllBytes();
        }
        var signature = "sha256=441cccf0afaf244087e4d23dd555868968874d55380cd633694bc3f728769b8d";
        var written = new String(escaped, UTF_8).replace("\\u0418\\u0432\\u0430\\u043d", "Иван");

        assertThat(written).contains("Иван");
        assertThat(Signing.hex(Signing.hmacSha256("appsecret", written.getBytes(UTF_8))))
                .isEqualTo("33877bac6bbf335cdf0cf1775f16ecc6836aaf0bac8a03a5de7e16ad4831fec3");
        assertThat(channel.verify(account, post(escaped, signature))).isEqualTo(Verification.VERIFIED);
        assertThat(channel.verify(account, post(written.getBytes(UTF_8), signature)))
                .isEqualTo(Verification.REJECTED);
    }

    @Test
    void the_secret_before_the_present_one_still_signs() {
        var changed = SimulatedCloud.account("appSecret", "new-secret", "appSecretPrevious", "appsecret");
        var body = "{}".getBytes(UTF_8);
        var signature = "sha256=" + Signing.hex(Signing.hmacSha256("appsecret", body));

        assertThat(channel.verify(changed, post(body, signature))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void meta_reads_its_challenge_when_it_knows_our_token() {
        var call = get("hub.mode=subscribe&hub.verify_token=verify-token&hub.challenge=1158201444");

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.parse(account, call)).isEqualTo(ChannelNews.NONE);
        assertThat(channel.acknowledge(account, call, Verification.VERIFIED).body())
                .isEqualTo("1158201444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub.mode=subscribe&hub.challenge=1158201444",
                "hub.mode=subscribe&hub.verify_token=another&hub.challenge=1158201444",
                "hub.mode=unsubscribe&hub.verify_token=verify-token&hub.challenge=1158201444",
                "hub.mode=subscribe&hub.verify_token=verify-token",
                "hub.mode=subscribe&hub.verify_token=verify-token&hub.challenge=%3Cscript%3E"
            })
    void nobody_else_reads_anything(String query) {
        assertThat(channel.verify(account, get(query))).isEqualTo(Verification.REJECTED);
        assertThat(channel.acknowledge(account, get(query), Verification.REJECTED)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"delivered, DELIVERED", "read, READ", "failed, UNDELIVERED", "sent,", "deleted,", "unheardOf,"})
    void only_final_statuses_are_news(String status, Kind kind) {
        assertThat(channel.parse(account, status(status, "")).receipts().stream()
                        .map(DeliveryReceipt::kind)
                        .findFirst())
                .isEqualTo(Optional.ofNullable(kind));
    }

    /** The sample of docs/channels.md 8.4. */
    @Test
    void a_status_gives_our_number_back_and_is_known_by_its_own_and_its_word() {
        assertThat(channel.parse(account, status("delivered", "")).receipts())
                .containsExactly(new DeliveryReceipt(
                        "wamid.HBgL:delivered",
                        "wamid.HBgL",
                        "o-17",
                        Kind.DELIVERED,
                        Cause.NONE,
                        "",
                        Instant.ofEpochSecond(1788246010)));
    }

    @ParameterizedTest
    @CsvSource({
        "131026, ADDRESS",
        "131050, RECIPIENT_REFUSES",
        "131049, RECIPIENT_BUSY",
        "131042, BALANCE",
        "132015, TEMPLATE",
        "131000, NONE",
        "999999, NONE"
    })
    void a_failure_says_whose_fault_it_is(int code, Cause cause) {
        var failed = status("failed", ",\"errors\":[{\"code\":%d,\"title\":\"words\"}]".formatted(code));

        assertThat(channel.parse(account, failed).receipts())
                .extracting(DeliveryReceipt::cause, DeliveryReceipt::detail)
                .containsExactly(tuple(cause, code + ": words"));
    }

    @Test
    void a_message_that_was_sent_before_us_has_no_number_of_ours() {
        var without = call(status("read", "").text().replace("\"biz_opaque_callback_data\":\"o-17\",", ""));

        assertThat(channel.parse(account, without).receipts())
                .extracting(DeliveryReceipt::reference)
                .containsOnlyNulls();
    }

    @Test
    void many_things_come_in_one_call_and_other_numbers_are_not_ours() {
        var news = channel.parse(account, call("""
                {"object":"whatsapp_business_account","entry":[{"id":"WABA","changes":[
                  {"field":"messages","value":{"metadata":{"phone_number_id":"1065"},
                    "statuses":[{"id":"w-1","status":"delivered","timestamp":"1788246010"},
                                {"id":"w-1","status":"read","timestamp":"later"}]}},
                  {"field":"message_template_status_update","value":{"event":"APPROVED"}},
                  {"field":"messages","value":{"metadata":{"phone_number_id":"1066"},
                    "statuses":[{"id":"w-9","status":"read","timestamp":"1788246010"}]}}]},
                 {"id":"WABA","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1065"},
                    "messages":[{"id":"w-2","from":"79161234567","timestamp":"1788246011","type":"text","text":{"body":"стоп"}},
                                {"id":"w-3","from":"79161234567","timestamp":"1788246012","type":"button","button":{"text":"Спасибо"}},
                                {"id":"w-4","from":"79161234567","timestamp":"1788246013","type":"image","image":{"id":"1"}}]}}]}]}
                """));

        assertThat(news.receipts())
                .extracting(DeliveryReceipt::eventKey, DeliveryReceipt::at)
                .containsExactly(tuple("w-1:delivered", Instant.ofEpochSecond(1788246010)), tuple("w-1:read", NOW));
        assertThat(news.inbound())
                .extracting(InboundMessage::eventKey, InboundMessage::kind, InboundMessage::address)
                .containsExactly(
                        tuple("w-2", InboundMessage.Kind.STOP, "+79161234567"),
                        tuple("w-3", InboundMessage.Kind.TEXT, "+79161234567"));
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVED,         NONE,           APPROVED, APPROVED",
        "REJECTED,         INVALID_FORMAT, REFUSED,  REJECTED: INVALID_FORMAT",
        "PAUSED,           NONE,           PAUSED,   PAUSED",
        "DISABLED,         NONE,           REFUSED,  DISABLED",
        "PENDING_DELETION, NONE,           REFUSED,  PENDING_DELETION",
        "SOMETHING_NEW,    NONE,           UNKNOWN,  SOMETHING_NEW"
    })
    void what_meta_decides_about_a_template_is_news(String event, String reason, Approval.Kind kind, String detail) {
        assertThat(channel.parse(account, review("102290129340398", "ru", event, reason))
                        .templates())
                .containsExactly(new TemplateNews("crm_1", new Approval(kind, detail)));
    }

    @Test
    void templates_of_another_account_or_language_are_none_of_ours() {
        assertThat(channel.parse(account, review("1", "ru", "APPROVED", "NONE")))
                .isEqualTo(ChannelNews.NONE);
        assertThat(channel.parse(account, review("102290129340398", "en", "APPROVED", "NONE")))
                .isEqualTo(ChannelNews.NONE);
    }

    private static RawWebhook review(String business, String language, String event, String reason) {
        return call("""
                {"object":"whatsapp_business_account","entry":[{"id":"%s","time":1788246010,"changes":[
                  {"field":"message_template_status_update","value":{"event":"%s","message_template_id":572279198452421,
                    "message_template_name":"crm_1","message_template_language":"%s","reason":"%s"}}]}]}
                """.formatted(business, event, language, reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"entry\":7}", "{\"entry\":[{\"changes\":[{\"field\":\"messages\"}]}]}", "<html>"})
    void what_cannot_be_read_tells_nothing(String body) {
        assertThat(channel.parse(account, call(body))).isEqualTo(ChannelNews.NONE);
    }

    @Test
    void calls_are_asked_for_at_the_business_account() {
        var meta = new SimulatedCloud(MessageChannelContract.Provider.ACCEPTS);
        var registered = new CloudChannel(meta, path -> URI.create("https://school.test" + path))
                .register(account, URI.create("https://school.test/hooks/messages/whatsapp-cloud/k"));

        assertThat(registered.verdict()).isEqualTo(Verdict.OK);
        assertThat(meta.calls().get(0).uri())
                .hasToString("https://graph.facebook.com/v23.0/102290129340398/subscribed_apps");
        assertThat(new String(meta.calls().get(0).body(), UTF_8))
                .contains("\"override_callback_uri\":\"https://school.test/hooks/messages/whatsapp-cloud/k\"")
                .contains("\"verify_token\":\"verify-token\"");
    }

    private static RawWebhook status(String status, String more) {
        return call("""
                {"object":"whatsapp_business_account","entry":[{"id":"WABA","changes":[{"field":"messages","value":{
                  "messaging_product":"whatsapp","metadata":{"display_phone_number":"79160000000","phone_number_id":"1065"},
                  "statuses":[{"id":"wamid.HBgL","status":"%s","timestamp":"1788246010","recipient_id":"79161234567",
                    "biz_opaque_callback_data":"o-17",
                    "pricing":{"billable":true,"pricing_model":"PMP","category":"utility"}%s}]}}]}]}
                """.formatted(status, more));
    }

    private static RawWebhook call(String body) {
        return post(body.getBytes(UTF_8), "");
    }

    private static RawWebhook post(byte[] body, String signature) {
        var headers = signature.isEmpty() ? Map.<String, String>of() : Map.of("x-hub-signature-256", signature);
        return new RawWebhook("POST", "", "", headers, body, "192.0.2.1", NOW);
    }

    private static RawWebhook get(String query) {
        return new RawWebhook("GET", "", query, Map.of(), new byte[0], "192.0.2.1", NOW);
    }
}
