package org.schoolcrm.message.catcher;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** One account with each provider, with credentials that everybody may know (docs/operations.md lists them). */
final class DemoProviders {

    private static final String KEY = "demo-key";
    private static final String BOT = "start_school_bot";

    private final SmscSimulator smsc;
    private final SmsRuSimulator smsRu;
    private final ExolveSimulator exolve;
    private final TwilioSimulator twilio;
    private final TelegramSimulator telegram;
    private final WhatsAppCloudSimulator whatsApp;
    private final MaxSimulator max;
    private final List<Simulator> all;

    DemoProviders(CaughtMessages messages, Callbacks callbacks) {
        smsc = new SmscSimulator("demo", "demo", KEY, messages, callbacks);
        smsRu = new SmsRuSimulator(KEY, Set.of("SCHOOL"), messages, callbacks);
        exolve = new ExolveSimulator(KEY, Set.of("SCHOOL"), messages, callbacks);
        twilio = new TwilioSimulator("AC" + "0".repeat(32), KEY, messages, callbacks);
        telegram = new TelegramSimulator("1000000001:" + "Demo-".repeat(7), BOT, messages, callbacks);
        whatsApp = new WhatsAppCloudSimulator(
                "106540352242922",
                "102290129340398",
                KEY + "-of-whatsapp-cloud",
                "demo-secret",
                Duration.ofSeconds(15),
                messages,
                callbacks);
        max = new MaxSimulator(KEY + "-of-max", BOT, messages, callbacks);
        all = List.of(
                smsc,
                smsRu,
                new SmsAeroSimulator("demo@example.org", KEY, messages, callbacks),
                exolve,
                twilio,
                telegram,
                new WazzupSimulator(KEY, "e0629e11-0f67-4567-92a9-2237e91ec1b9", "whatsapp", "", messages, callbacks),
                new GreenApiSimulator(1_101_000_001L, "demokey0", messages, callbacks),
                whatsApp,
                max);
    }

    List<Simulator> all() {
        return all;
    }

    /** Chats that have started the bot already. */
    void know(List<Long> chats) {
        chats.forEach(telegram::know);
    }

    /** Somebody follows the link of a bot; the number of the chat. */
    String start(String provider, String name, String payload) {
        if (provider.equals(max.provider())) {
            long user = max.userOf(name);
            max.start(user, name, payload);
            return String.valueOf(user);
        }
        long chat = telegram.chatOf(name);
        telegram.start(chat, name, payload);
        return String.valueOf(chat);
    }

    /** What the recipient is called, empty where only a number is known. */
    String nameOf(String provider, String recipient) {
        return switch (provider) {
            case "telegram" -> telegram.nameOf(Long.parseLong(recipient));
            case "max" -> max.nameOf(Long.parseLong(recipient));
            default -> "";
        };
    }

    List<Map<String, String>> templates() {
        return whatsApp.templates();
    }

    /** What the people of Meta decide about a template; false if there is none of that name. */
    boolean review(String name, String language, String event) {
        boolean known = whatsApp.templates().stream()
                .anyMatch(one -> name.equals(one.get("name")) && language.equals(one.get("language")));
        if (known) {
            whatsApp.review(name, language, event, event.equals("REJECTED") ? "INVALID_FORMAT" : null);
        }
        return known;
    }

    /** What a client enters in the settings of its account on the provider's site; false where there is nothing to enter. */
    boolean handler(String provider, URI address, String secret) {
        switch (provider) {
            case "smsc" -> smsc.handler(address, secret);
            case "smsru" -> smsRu.handler(address);
            case "exolve" -> exolve.events(address);
            case "twilio" -> twilio.incoming(address);
            case "whatsapp" -> {
                return whatsApp.subscribe(address, secret);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
