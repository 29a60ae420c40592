package org.schoolcrm.channel.sms.smsru;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.testkit.MessageChannelContract;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.wire.FormFields;

class SmsruReceiptsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    /** Computed from the documented rule with another implementation of SHA-256; SMS.ru publishes no vector. */
    private static final String ENTRY = "sms_status\n000000-10000000\n103\n1788246010";

    private static final String HASH = "ec6514bd13ee7310ef453aa5fe9b2c3e158ac9467df27bf8fe0a7ca667480533";

    private final SimulatedSmsru smsru = new SimulatedSmsru(MessageChannelContract.Provider.ACCEPTS);
    private final SmsruChannel channel = new SmsruChannel(smsru, () -> NOW);
    private final ProviderAccount account = account(Map.of("apiId", "API-ID-0001"));

    @Test
    void a_signed_call_is_verified_and_read() {
        var call = call("data[0]", ENTRY, "hash", HASH);

        assertThat(channel.verify(account, call)).isEqualTo(Verification.VERIFIED);
        assertThat(channel.parse(account, call).receipts())
                .extracting(DeliveryReceipt::eventKey, DeliveryReceipt::providerId, DeliveryReceipt::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("000000-10000000:103", "000000-10000000", Kind.DELIVERED));
        assertThat(channel.parse(account, call).receipts().get(0).at()).isEqualTo(Instant.ofEpochSecond(1788246010));
        assertThat(channel.acknowledge(account, call, Verification.VERIFIED).body())
                .isEqualTo("100");
    }

    @Test
    void a_call_is_refused_when_anything_in_it_was_changed() {
        assertThat(channel.verify(account, call("data[]", ENTRY.replace("103", "104"), "hash", HASH)))
                .isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, call("data[]", ENTRY, "hash", HASH.replace('e', 'f'))))
                .isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account, call("data[]", ENTRY))).isEqualTo(Verification.REJECTED);
        assertThat(channel.verify(account(Map.of("apiId", "another")), call("data[]", ENTRY, "hash", HASH)))
                .isEqualTo(Verification.REJECTED);
        assertThat(channel.acknowledge(account, call(), Verification.REJECTED).status())
                .isEqualTo(403);
    }

    @Test
    void the_api_id_before_the_present_one_still_signs() {
        var changed = account(Map.of("apiId", "API-ID-0002", "apiIdPrevious", "API-ID-0001"));

        assertThat(channel.verify(changed, call("data[]", ENTRY, "hash", HASH))).isEqualTo(Verification.VERIFIED);
    }

    @Test
    void where_entries_end_makes_no_difference_to_what_is_read() {
        var second = "sms_status\n000000-2\n104\n1788246011";
        var usual = call("data[0]", ENTRY, "data[1]", second);
        var shifted = call("data[0]", ENTRY + second.substring(0, 20), "data[1]", second.substring(20));

        assertThat(channel.parse(account, usual).receipts())
                .extracting(DeliveryReceipt::providerId)
                .containsExactly("000000-10000000", "000000-2");
        assertThat(channel.parse(account, shifted)).isEqualTo(channel.parse(account, usual));
    }

    @ParameterizedTest
    @CsvSource({
        "103, DELIVERED",
        "104, UNDELIVERED",
        "105, UNDELIVERED",
        "106, UNDELIVERED",
        "107, UNDELIVERED",
        "108, UNDELIVERED",
        "110, READ",
        "150, UNDELIVERED",
        "-1,",
        "100,",
        "101,",
        "102,",
        "999,"
    })
    void only_final_statuses_are_news(int status, Kind kind) {
        assertThat(SmsruReceipts.of("1", status, "", NOW).map(DeliveryReceipt::kind))
                .isEqualTo(java.util.Optional.ofNullable(kind));
    }

    @Test
    void messages_are_asked_about_together() {
        var receipts = channel.poll(
                account,
                List.of(accepted("000000-1"), accepted("000000-2"), accepted("000000-3"), accepted("000000-4")));

        assertThat(smsru.calls()).hasSize(1);
        assertThat(receipts)
                .extracting(DeliveryReceipt::providerId, DeliveryReceipt::kind, DeliveryReceipt::at)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("000000-1", Kind.DELIVERED, NOW),
                        org.assertj.core.groups.Tuple.tuple("000000-3", Kind.UNDELIVERED, NOW));
    }

    @Test
    void the_balance_is_rounded_down_to_kopecks() {
        assertThat(channel.balance(account)).contains(Money.of("4122.56", "RUB"));
    }

    @Test
    void a_trial_says_what_is_left_and_knows_the_sender() {
        assertThat(channel.test(account(Map.of("apiId", "1", "sender", "SCHOOL")))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(channel.test(account).detail()).isEqualTo("4122.567 RUB");
        assertThat(channel.test(account(Map.of("apiId", "1", "sender", "NOBODY")))
                        .verdict())
                .isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(channel.test(account(Map.of())).verdict()).isEqualTo(Verdict.SETTINGS_INVALID);
        assertThat(new SmsruChannel(new SimulatedSmsru(MessageChannelContract.Provider.REFUSES_US), () -> NOW)
                        .test(account)
                        .verdict())
                .isEqualTo(Verdict.CREDENTIALS_REFUSED);
    }

    @Test
    void a_callback_is_registered_once() {
        assertThat(channel.register(account, URI.create("https://known.test/hook"))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(smsru.calls()).hasSize(1);
        assertThat(channel.register(account, URI.create("https://new.test/hook"))
                        .verdict())
                .isEqualTo(Verdict.OK);
        assertThat(channel.register(account, URI.create("http://plain.test/hook"))
                        .verdict())
                .isEqualTo(Verdict.UNCLEAR);
    }

    private static ProviderAccount account(Map<String, String> settings) {
        return TestAccount.of("smsru", settings);
    }

    private static AcceptedMessage accepted(String id) {
        return new AcceptedMessage("o-" + id, id, "+79161234567", NOW);
    }

    private static RawWebhook call(String... fields) {
        var body = FormFields.of(fields).encode().getBytes(StandardCharsets.UTF_8);
        return new RawWebhook("POST", "", "", Map.of(), body, "192.0.2.1", NOW);
    }
}
