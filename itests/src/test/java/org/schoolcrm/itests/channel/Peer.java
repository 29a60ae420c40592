package org.schoolcrm.itests.channel;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.max.MaxChannel;
import org.schoolcrm.channel.sms.exolve.ExolveChannel;
import org.schoolcrm.channel.sms.smsaero.SmsaeroChannel;
import org.schoolcrm.channel.sms.smsc.SmscChannel;
import org.schoolcrm.channel.sms.smsru.SmsruChannel;
import org.schoolcrm.channel.sms.twilio.TwilioChannel;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.channel.telegram.TelegramChannel;
import org.schoolcrm.channel.testkit.TestAccount;
import org.schoolcrm.channel.whatsapp.cloud.CloudChannel;
import org.schoolcrm.channel.whatsapp.green.GreenChannel;
import org.schoolcrm.channel.whatsapp.wazzup.WazzupChannel;
import org.schoolcrm.message.catcher.simulator.Callbacks;
import org.schoolcrm.message.catcher.simulator.CaughtMessages;
import org.schoolcrm.message.catcher.simulator.ExolveSimulator;
import org.schoolcrm.message.catcher.simulator.GreenApiSimulator;
import org.schoolcrm.message.catcher.simulator.MaxSimulator;
import org.schoolcrm.message.catcher.simulator.Simulator;
import org.schoolcrm.message.catcher.simulator.SmsAeroSimulator;
import org.schoolcrm.message.catcher.simulator.SmsRuSimulator;
import org.schoolcrm.message.catcher.simulator.SmscSimulator;
import org.schoolcrm.message.catcher.simulator.TelegramSimulator;
import org.schoolcrm.message.catcher.simulator.TwilioSimulator;
import org.schoolcrm.message.catcher.simulator.WazzupSimulator;
import org.schoolcrm.message.catcher.simulator.WhatsAppCloudSimulator;
import org.schoolcrm.runtime.JdkHttpExchange;
import org.schoolcrm.runtime.PublicAddressPolicy;
import org.schoolcrm.runtime.api.HttpExchange;
import org.schoolcrm.runtime.api.Site;

/** A provider's simulator with the channel that speaks to it, and what an account with it needs. */
record Peer(
        BiFunction<CaughtMessages, Callbacks, Simulator> simulator,
        MessageChannel channel,
        IntFunction<String> address,
        @Nullable TemplateText template,
        Map<String, String> settings) {

    /** The rows that are sent. */
    static final int MESSAGES = 2_000;

    private static final String TWILIO = "AC0123456789abcdef0123456789abcdef";
    private static final String CHANNEL = "e0629e11-0f67-4567-92a9-2237e91ec1b9";
    private static final String META = "a-permanent-token-of-meta";
    private static final HttpExchange HTTP = new JdkHttpExchange(new PublicAddressPolicy(true));
    private static final Site SITE = path -> URI.create("http://127.0.0.1:9" + path);
    private static final TemplateText BILL =
            new TemplateText("bill_1", "Здравствуйте! Счёт № {invoice.number} готов.", Map.of("invoice.number", "7"));

    static Stream<Peer> all() {
        return Stream.concat(sms(), messengers());
    }

    private static Stream<Peer> sms() {
        return Stream.of(
                ofPhones(
                        (messages, callbacks) -> new SmsRuSimulator("key-1", Set.of("SCHOOL"), messages, callbacks),
                        new SmsruChannel(HTTP, Instant::now),
                        Map.of("apiId", "key-1", "sender", "SCHOOL")),
                ofPhones(
                        (messages, callbacks) -> new SmscSimulator("school", "p&w", "key-1", messages, callbacks),
                        new SmscChannel(HTTP),
                        Map.of("login", "school", "password", "p&w", "sender", "SCHOOL")),
                ofPhones(
                        (messages, callbacks) ->
                                new SmsAeroSimulator("office@school.test", "key-1", messages, callbacks),
                        new SmsaeroChannel(HTTP, SITE),
                        Map.of("email", "office@school.test", "apiKey", "key-1", "sign", "SCHOOL")),
                ofPhones(
                        (messages, callbacks) -> new ExolveSimulator("key-1", Set.of("SCHOOL"), messages, callbacks),
                        new ExolveChannel(HTTP),
                        Map.of("apiKey", "key-1", "sender", "SCHOOL")),
                ofPhones(
                        (messages, callbacks) -> new TwilioSimulator(TWILIO, "12345", messages, callbacks),
                        new TwilioChannel(HTTP, SITE),
                        Map.of("accountSid", TWILIO, "authToken", "12345", "sender", "+15005550006")));
    }

    private static Stream<Peer> messengers() {
        return Stream.of(
                new Peer(
                        Peer::telegram,
                        new TelegramChannel(HTTP),
                        String::valueOf,
                        null,
                        Map.of("token", "1000:token-of-a-bot", "bot", "school_bot")),
                new Peer(
                        Peer::max,
                        new MaxChannel(HTTP),
                        String::valueOf,
                        null,
                        Map.of("token", "token-of-a-bot", "bot", "school_bot")),
                ofPhones(
                        (messages, callbacks) ->
                                new WazzupSimulator("key-1", CHANNEL, "whatsapp", "", messages, callbacks),
                        new WazzupChannel(HTTP),
                        Map.of("apiKey", "key-1", "channelId", CHANNEL)),
                ofPhones(
                        (messages, callbacks) -> new GreenApiSimulator(1_101L, "token0001", messages, callbacks),
                        new GreenChannel(HTTP),
                        Map.of("idInstance", "1101", "apiTokenInstance", "token0001")),
                new Peer(
                        (messages, callbacks) -> new WhatsAppCloudSimulator(
                                "1065", "1022", META, "secret", Duration.ZERO, messages, callbacks),
                        new CloudChannel(HTTP, SITE),
                        Peer::phone,
                        BILL,
                        Map.of(
                                "phoneNumberId", "1065",
                                "businessAccountId", "1022",
                                "token", META,
                                "appSecret", "secret",
                                "verifyToken", "verify-token")));
    }

    private static Peer ofPhones(
            BiFunction<CaughtMessages, Callbacks, Simulator> simulator,
            MessageChannel channel,
            Map<String, String> settings) {
        return new Peer(simulator, channel, Peer::phone, null, settings);
    }

    private static Simulator telegram(CaughtMessages messages, Callbacks callbacks) {
        var telegram = new TelegramSimulator("1000:token-of-a-bot", "school_bot", messages, callbacks);
        IntStream.rangeClosed(1, MESSAGES).forEach(telegram::know);
        return telegram;
    }

    private static Simulator max(CaughtMessages messages, Callbacks callbacks) {
        var max = new MaxSimulator("token-of-a-bot", "school_bot", messages, callbacks);
        IntStream.rangeClosed(1, MESSAGES).forEach(max::know);
        return max;
    }

    private static String phone(int row) {
        return "+79%09d".formatted(160_000_000 + row);
    }

    ProviderAccount account(URI at) {
        var all = new HashMap<>(settings);
        all.put("address", at.toString());
        var account = TestAccount.of(toString(), all);
        if (template != null) {
            channel.approve(account, template);
        }
        return account;
    }

    MessageDraft draft(int row) {
        var link = SITE.at("/i/A" + row);
        return new MessageDraft(
                "o-" + row, address.apply(row), "", "Счёт № " + row + ": " + link, Instant.EPOCH, link, template);
    }

    @Override
    public String toString() {
        return channel.profile().provider();
    }
}
