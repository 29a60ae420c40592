package org.schoolcrm.observability.check;

import static org.apache.felix.hc.api.Result.Status.CRITICAL;
import static org.apache.felix.hc.api.Result.Status.OK;
import static org.apache.felix.hc.api.Result.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Banks and providers of messages that cannot do their work are named by account, never by what they keep secret. */
class ProviderChecksTest {

    /** Lasts until 2036-11-27. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBczCCARmgAwIBAgIUX3o7hXCqInkZtmm768ur3prqv7swCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEYmFuazAeFw0yNjExMzAyMDA4MDZaFw0zNjExMjcyMDA4MDZa
            MA8xDTALBgNVBAMMBGJhbmswWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQem5Lw
            kI9Aonj99YUNQxUn7XOZCus58BjyKnrT9y011GQpA1uaZpHKegL1iEodQViW5HOz
            ijtNhPr/RD9NYSJco1MwUTAdBgNVHQ4EFgQUNIlRAGglHmVFbAApxPlbJLHeLkEw
            HwYDVR0jBBgwFoAUNIlRAGglHmVFbAApxPlbJLHeLkEwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNIADBFAiBB6PfqrcsrpRsI9/BcfdOuDLs7EcBSX072tq3D
            X/zW+QIhAKQZ89NEmLRgqlqH/lqkEUeMmNZDCDCyNv5ALYq/oWlZ
            -----END CERTIFICATE-----
            """;

    private static final Instant NOW = Instant.parse("2026-09-01T09:00:00Z");
    private static final BranchId BRANCH = new BranchId(1);
    private static final Branches SCHOOL =
            () -> List.of(new Branch(BRANCH, "Москва", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB")));
    private static final ProviderAccountId SMS = new ProviderAccountId(5);

    @Test
    void a_bank_is_missed_when_it_does_not_answer_or_its_adapter_has_left() {
        assertThat(bank(true, 0, true).getStatus()).isEqualTo(OK);
        assertThat(bank(true, 1, true).getStatus()).isEqualTo(WARN);
        assertThat(bank(true, 5, true).toString()).contains("CRITICAL", "tbank (account 3)", "5 calls in a row");
        assertThat(bank(true, 0, false).toString()).contains("CRITICAL", "not installed");
        assertThat(bank(false, 5, false).getStatus()).as("switched off").isEqualTo(OK);
        assertThat(bank(true, 5, true).toString()).doesNotContain("secret");
    }

    @Test
    void a_channel_is_missed_when_it_is_held_or_its_adapter_has_left() {
        assertThat(channel("smsru", null, "10").getStatus()).isEqualTo(OK);
        assertThat(channel("smsru", ChannelPause.Kind.BUSY, "10").getStatus()).isEqualTo(WARN);
        assertThat(channel("smsru", ChannelPause.Kind.STOPPED, "10").toString()).contains("WARN", "by a person");
        assertThat(channel("smsru", ChannelPause.Kind.HELD, "10").toString())
                .contains("CRITICAL", "smsru (account 5)", "on hold, BALANCE");
        assertThat(channel("another", null, "10").toString()).contains("CRITICAL", "not installed");
    }

    @Test
    void a_balance_below_its_alarm_is_a_warning() {
        assertThat(channel("smsru", null, "4.99").toString()).contains("WARN", "below its alarm");
    }

    @Test
    void a_certificate_is_told_of_a_month_before_it_ends() {
        assertThat(certificateAt("2036-10-01T00:00:00Z").toString()).contains("OK", "2036-11-27");
        assertThat(certificateAt("2036-11-01T00:00:00Z").toString()).contains("WARN", "tbank (merchant account 3)");
        assertThat(certificateAt("2036-12-01T00:00:00Z").getStatus()).isEqualTo(CRITICAL);
    }

    private static Result bank(boolean active, int failures, boolean installed) {
        return new BanksCheck(SCHOOL, merchants(active, failures, installed)).execute();
    }

    private static MerchantAccounts merchants(boolean active, int failures, boolean installed) {
        var settings = Map.of("password", "secret", "certificates", CERTIFICATE);
        var account = new MerchantAccount(
                new MerchantAccountId(3), BRANCH, "tbank", "Т-Банк", "hook", true, active, settings);
        var health = new AccountHealth(9, failures, failures, 0, 0, 0, null, null, "", installed);
        return Part.of(MerchantAccounts.class, Map.of("of", List.of(account), "health", health));
    }

    private static Result certificateAt(String now) {
        var providers = Part.of(ProviderAccountStore.class, Map.of("all", List.of()));
        return new CertificatesCheck(SCHOOL, merchants(true, 0, true), providers, new SettableClock(now)).execute();
    }

    private static Result channel(String installed, ChannelPause.@Nullable Kind kind, String left) {
        var terms = new ProviderTerms(0, null, Money.of("5", "RUB"), false);
        var account = new ProviderAccount(SMS, null, "smsru", "SMS", "hook", true, Map.of("apiId", "secret"), terms);
        var accounts = Part.of(ProviderAccountStore.class, Map.of("all", List.of(account)));
        var pauses = kind == null
                ? List.of()
                : List.of(new ChannelPause(SMS, kind, Cause.BALANCE, "", NOW, NOW.plusSeconds(60)));
        var balance = new AccountBalance(SMS, Money.of(left, "RUB"), NOW, NOW);
        return new ChannelsCheck(
                        accounts,
                        List.of(adapter(installed)),
                        Part.of(ChannelPauses.class, Map.of("all", pauses)),
                        Part.of(AccountBalances.class, Map.of("all", List.of(balance))))
                .execute();
    }

    private static MessageChannel adapter(String provider) {
        var profile = new ChannelProfile(
                provider,
                "sms",
                "SMS",
                "SMS",
                ChannelProfile.AddressKind.MOBILE_PHONE,
                ChannelProfile.Encoding.PLAIN,
                ChannelProfile.Idempotency.DEDUPES,
                Pace.FREE,
                0,
                Set.of(),
                List.of());
        return Part.of(MessageChannel.class, Map.of("profile", profile));
    }
}
