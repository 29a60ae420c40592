package org.schoolcrm.channel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.MessageFate;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport.Verdict;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.Verification;

/** What every channel must do. Extend it, stage the provider's behaviour, add only what is special. */
public abstract class MessageChannelContract {

    private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");
    private static final String REFERENCE = "o-17";

    /** How the provider behaves. */
    public enum Provider {
        ACCEPTS,
        CANNOT_BE_REACHED,
        IS_BUSY,
        REFUSES_THE_ADDRESS,
        REFUSES_THE_CONTENT,
        REFUSES_US,
        /** Takes the message and hangs up before it answers. */
        HANGS_UP_AFTER_TAKING_IT;

        boolean mayEndAs(Kind kind) {
            return switch (this) {
                case ACCEPTS -> kind == Kind.ACCEPTED;
                case CANNOT_BE_REACHED -> kind == Kind.RETRYABLE;
                case IS_BUSY -> kind == Kind.THROTTLED || kind == Kind.RETRYABLE;
                case REFUSES_THE_ADDRESS, REFUSES_THE_CONTENT -> kind == Kind.REJECTED;
                case REFUSES_US -> kind == Kind.HELD;
                case HANGS_UP_AFTER_TAKING_IT -> kind == Kind.UNCERTAIN;
            };
        }
    }

    /** A channel to a provider that behaves like that from the beginning. */
    protected abstract MessageChannel channelWhen(Provider provider);

    /** An account whose settings that provider takes. */
    protected abstract ProviderAccount account();

    /** How many messages the provider of the last channel has accepted, by its own log. */
    protected abstract int accepted();

    /** An address that the channel can write to. */
    protected abstract String address();

    /** Something that stands where an address should, and is none of this channel's. */
    protected abstract String unusableAddress();

    @Test
    void has_permanent_names() {
        var profile = channelWhen(Provider.ACCEPTS).profile();

        assertThat(profile.provider()).matches("[a-z][a-z0-9-]{1,39}");
        assertThat(profile.channel()).matches("[a-z]{2,20}");
    }

    @Test
    void describes_itself_in_both_languages() {
        var profile = channelWhen(Provider.ACCEPTS).profile();

        assertThat(profile.russian()).isNotBlank();
        assertThat(profile.english()).isNotBlank();
        assertThat(profile.settings())
                .allMatch(field -> !field.russian().isBlank()
                        && !field.english().isBlank()
                        && field.name().matches("[a-zA-Z][a-zA-Z0-9]*"));
        assertThat(profile.settings().stream().map(SettingField::name)).doesNotHaveDuplicates();
    }

    @Test
    void takes_its_own_settings_and_names_those_that_it_cannot_use() {
        var channel = channelWhen(Provider.ACCEPTS);

        assertThat(channel.problemsOf(account().settings())).isEmpty();
        assertThat(channel.problemsOf(Map.of("unheardOf", "x"))).contains("unheardOf");
    }

    @ParameterizedTest
    @EnumSource
    void a_trial_sends_nothing_and_never_throws(Provider provider) {
        var channel = channelWhen(provider);
        var verdict = channel.test(account()).verdict();

        assertThat(accepted()).isZero();
        assertThat(provider == Provider.CANNOT_BE_REACHED && verdict == Verdict.OK)
                .isFalse();
    }

    @Test
    void a_call_that_nobody_signed_is_not_believed() {
        var channel = channelWhen(Provider.ACCEPTS);
        var call = new RawWebhook("POST", "", "", Map.of(), "{}".getBytes(UTF_8), "192.0.2.1", AT);

        assertThat(channel.verify(account(), call)).isEqualTo(Verification.REJECTED);
        assertThat(channel.acknowledge(account(), call, Verification.REJECTED).status())
                .isBetween(400, 499);
    }

    @Test
    void wants_to_be_written_to_at_a_pace_that_can_be_kept() {
        var pace = channelWhen(Provider.ACCEPTS).pace(account());

        assertThat(pace.perSecond()).isNotNegative();
        assertThat(pace.betweenToOne().isNegative()).isFalse();
    }

    @Test
    void composes_offline_and_hands_over_exactly_what_it_composed() {
        var offline = channelWhen(Provider.CANNOT_BE_REACHED);
        assertThat(offline.compose(account(), draft()).bytes()).isNotEmpty();

        var channel = channelWhen(Provider.ACCEPTS);
        var outcome = send(channel, channel.compose(account(), draft()));

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.providerId()).isNotBlank();
        assertThat(accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void never_throws_and_says_how_it_ended(Provider provider) {
        var channel = channelWhen(provider);

        assertThat(send(channel, channel.compose(account(), draft())).kind()).matches(provider::mayEndAs);
    }

    @ParameterizedTest
    @EnumSource
    void sends_once_and_never_tries_again_by_itself(Provider provider) {
        var channel = channelWhen(provider);
        send(channel, channel.compose(account(), draft()));

        assertThat(accepted()).isLessThanOrEqualTo(1);
    }

    @Test
    void an_address_that_cannot_be_written_to_is_rejected_without_asking_the_provider() {
        var channel = channelWhen(Provider.ACCEPTS);
        var draft = new MessageDraft(REFERENCE, unusableAddress(), "Счёт", "Счёт", AT);

        assertThatThrownBy(() -> channel.compose(account(), draft))
                .isInstanceOfSatisfying(CompositionException.class, refused -> {
                    assertThat(refused.outcome().kind()).isEqualTo(Kind.REJECTED);
                    assertThat(refused.outcome().cause()).isEqualTo(Cause.ADDRESS);
                });
        assertThat(accepted()).isZero();
    }

    @Test
    void says_so_before_the_first_byte_that_could_send_the_message() {
        var channel = channelWhen(Provider.ACCEPTS);
        var acceptedBefore = new ArrayList<Integer>();
        channel.send(account(), request(channel.compose(account(), draft())), () -> acceptedBefore.add(accepted()));

        assertThat(acceptedBefore).containsExactly(0);
    }

    @Test
    void sends_nothing_when_another_dispatcher_has_the_message() {
        var channel = channelWhen(Provider.ACCEPTS);
        var outcome = channel.send(account(), request(channel.compose(account(), draft())), () -> false);

        assertThat(outcome.kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(accepted()).isZero();
    }

    @Test
    void blames_the_address_only_for_what_is_its_fault() {
        assertThat(causeWhen(Provider.REFUSES_THE_ADDRESS).isForGood()).isTrue();
        assertThat(causeWhen(Provider.REFUSES_THE_CONTENT).isForGood()).isFalse();
        assertThat(causeWhen(Provider.REFUSES_US).isForGood()).isFalse();
        assertThat(causeWhen(Provider.CANNOT_BE_REACHED).isForGood()).isFalse();
    }

    @Test
    void keeps_its_word_about_messages_that_the_provider_gets_twice() {
        var channel = channelWhen(Provider.ACCEPTS);
        var composed = channel.compose(account(), draft());
        var first = send(channel, composed);
        if (channel.profile().idempotency() == Idempotency.DEDUPES) {
            assertThat(send(channel, composed).providerId()).isEqualTo(first.providerId());
            assertThat(accepted()).isEqualTo(1);
        }
    }

    @Test
    void knows_the_fate_of_a_message_only_if_the_provider_can_be_asked() {
        var lost = channelWhen(Provider.HANGS_UP_AFTER_TAKING_IT);
        send(lost, lost.compose(account(), draft()));
        boolean queryable = lost.profile().idempotency() == Idempotency.CAN_BE_ASKED;

        assertThat(lost.reconcile(account(), REFERENCE, AT).kind())
                .isEqualTo(queryable ? MessageFate.Kind.ACCEPTED : MessageFate.Kind.UNKNOWN);
        assertThat(lost.reconcile(account(), "o-18", AT).kind())
                .isEqualTo(queryable ? MessageFate.Kind.NOT_FOUND : MessageFate.Kind.UNKNOWN);
    }

    @Test
    void a_question_that_is_not_answered_proves_nothing() {
        assertThat(channelWhen(Provider.CANNOT_BE_REACHED)
                        .reconcile(account(), REFERENCE, AT)
                        .kind())
                .isEqualTo(MessageFate.Kind.UNKNOWN);
    }

    private Cause causeWhen(Provider provider) {
        var channel = channelWhen(provider);
        return send(channel, channel.compose(account(), draft())).cause();
    }

    private SendOutcome send(MessageChannel channel, ComposedMessage composed) {
        return channel.send(account(), request(composed), () -> true);
    }

    private SendRequest request(ComposedMessage composed) {
        return new SendRequest(REFERENCE, address(), composed);
    }

    private MessageDraft draft() {
        return new MessageDraft(REFERENCE, address(), "Счёт", "Счёт: https://school.test/i/AbC", AT);
    }
}
