package org.schoolcrm.acquiring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.ProviderEvent;
import org.schoolcrm.acquiring.spi.ProviderEvent.Unproven;
import org.schoolcrm.acquiring.spi.Stage;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;

/** Every notification that differs from a genuine one in a single bit, or in where its text stands. */
final class BitFlips {

    private BitFlips() {}

    /** What decides who is credited with what, and how often. */
    private record Effect(
            String order,
            String provider,
            String operation,
            ProviderEvent.Kind kind,
            Stage stage,
            @Nullable Money amount) {}

    static void check(Acquirer acquirer, MerchantAccount account, RawWebhook genuine, boolean wholeBodySigned) {
        var effects = effects(acquirer, account, genuine);
        boolean inQuery = genuine.method().equals("GET");
        var bytes = inQuery ? genuine.query().getBytes(StandardCharsets.ISO_8859_1) : genuine.body();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var changed = inQuery
                    ? new RawWebhook(
                            genuine.method(),
                            genuine.type(),
                            new String(flipped, StandardCharsets.ISO_8859_1),
                            genuine.headers(),
                            genuine.body(),
                            genuine.remoteAddress(),
                            genuine.receivedAt())
                    : new RawWebhook(
                            genuine.method(),
                            genuine.type(),
                            genuine.query(),
                            genuine.headers(),
                            flipped,
                            genuine.remoteAddress(),
                            genuine.receivedAt());
            hold(acquirer, account, changed, effects, wholeBodySigned, bit);
        }
        genuine.headers().forEach((name, value) -> {
            for (int at = 0; at < value.length(); at++) {
                for (int bit = 0; bit < 7; bit++) {
                    var headers = new HashMap<>(genuine.headers());
                    var text = new StringBuilder(value);
                    text.setCharAt(at, (char) (value.charAt(at) ^ (1 << bit)));
                    headers.put(name, text.toString());
                    var changed = new RawWebhook(
                            genuine.method(),
                            genuine.type(),
                            genuine.query(),
                            headers,
                            genuine.body(),
                            genuine.remoteAddress(),
                            genuine.receivedAt());
                    hold(acquirer, account, changed, effects, false, at);
                }
            }
        });
    }

    /** Text that moved between fields, also where a header that pins more than another does is left out. */
    static void checkMovedText(Acquirer acquirer, MerchantAccount account, RawWebhook genuine) {
        var effects = effects(acquirer, account, genuine);
        MovedText.all(genuine)
                .flatMap(moved -> Stream.concat(Stream.of(moved), MovedText.withoutAHeader(moved)))
                .filter(moved -> acquirer.verify(account, moved) == Verification.VERIFIED)
                .forEach(moved -> assertThat(effects(acquirer, account, moved))
                        .as("%s%s", moved.query(), moved.text())
                        .allMatch(effect -> effects.contains(effect) || isAskedAbout(effect, effects)));
    }

    private static void hold(
            Acquirer acquirer,
            MerchantAccount account,
            RawWebhook changed,
            Set<Effect> effects,
            boolean wholeBodySigned,
            int bit) {
        var verdict = acquirer.verify(account, changed);
        if (wholeBodySigned) {
            assertThat(verdict).as("bit %d", bit).isNotEqualTo(Verification.VERIFIED);
        }
        if (verdict == Verification.VERIFIED) {
            assertThat(effects(acquirer, account, changed)).as("bit %d", bit).isEqualTo(effects);
        }
    }

    /** What takes effect by itself, without asking the bank. */
    private static Set<Effect> effects(Acquirer acquirer, MerchantAccount account, RawWebhook webhook) {
        List<ProviderEvent> events = acquirer.parse(account, webhook);
        return events.stream()
                .filter(BitFlips::takesEffect)
                .map(BitFlips::effect)
                .collect(Collectors.toSet());
    }

    /** A payment without a proven number is nobody's as long as its order is none of ours. */
    private static boolean isAskedAbout(Effect effect, Set<Effect> genuine) {
        return effect.provider().isEmpty()
                && genuine.stream().noneMatch(one -> one.order().equals(effect.order()));
    }

    /** What is not proven only makes us ask, should it differ from what we know. */
    private static Effect effect(ProviderEvent event) {
        boolean isNumberProven = !event.unproven().contains(Unproven.NUMBER);
        boolean isAmountProven = !event.unproven().contains(Unproven.AMOUNT);
        return new Effect(
                event.orderId(),
                isNumberProven ? event.providerId() : "",
                isNumberProven ? event.operationId() : "",
                event.kind(),
                event.stage(),
                isAmountProven ? event.amount() : null);
    }

    /** What only makes us ask the bank moves nothing. */
    private static boolean takesEffect(ProviderEvent event) {
        return !event.hintOnly() && event.amount() != null;
    }
}
