package org.schoolcrm.channel.testkit.scripted;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.MessageFate;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;

/**
 * A channel to a provider that follows a script. It is of class A (dedupes), B (can be asked) or C (neither), by its
 * {@link Idempotency}.
 */
public final class ScriptedChannel implements MessageChannel {

    public static final Duration THROTTLED_FOR = Duration.ofSeconds(5);

    private final String name;
    private final Idempotency idempotency;
    private final ProviderLog log;
    private final Consumer<String> crash;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private volatile Script script = Script.always(Behaviour.ACCEPTS);
    private volatile Pace pace = Pace.FREE;
    private volatile Set<Capability> capabilities = Set.of();
    private volatile boolean answersQuestions = true;

    /** A crash is a {@link Crash} that is thrown. */
    public ScriptedChannel(String name, Idempotency idempotency, ProviderLog log) {
        this(name, idempotency, log, where -> {
            throw new Crash(where);
        });
    }

    /** @param crash what a crash does: throws, or halts the process */
    public ScriptedChannel(String name, Idempotency idempotency, ProviderLog log, Consumer<String> crash) {
        this.name = name;
        this.idempotency = idempotency;
        this.log = log;
        this.crash = crash;
    }

    public ScriptedChannel follow(Script next) {
        script = next;
        return this;
    }

    public ScriptedChannel at(Pace next) {
        pace = next;
        return this;
    }

    /** What its provider offers from now on. */
    public ScriptedChannel offering(Capability... next) {
        capabilities = Set.of(next);
        return this;
    }

    /** Whether the provider answers queries for the status of a message. */
    public ScriptedChannel answersQuestions(boolean does) {
        answersQuestions = does;
        return this;
    }

    public ProviderLog log() {
        return log;
    }

    /** How often something was handed over in this process. */
    public int seen() {
        return seen.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** It serves the channel under its own name. */
    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                name,
                name,
                "Сценарий",
                "Script",
                switch (name) {
                    case "email" -> AddressKind.EMAIL;
                    case "telegram", "max" -> AddressKind.CHAT;
                    default -> AddressKind.MOBILE_PHONE;
                },
                Encoding.PLAIN,
                idempotency,
                pace,
                0,
                capabilities,
                List.of());
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        var verdict = switch (script.on("", 0)) {
            case CANNOT_BE_REACHED -> ConnectionReport.Verdict.UNREACHABLE;
            case HOLDS -> ConnectionReport.Verdict.CREDENTIALS_REFUSED;
            default -> ConnectionReport.Verdict.OK;
        };
        return new ConnectionReport(verdict, "");
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        if (draft.address().isBlank()) {
            throw CompositionException.rejected(Cause.ADDRESS, "no address");
        }
        return new ComposedMessage((draft.subject() + "\n" + draft.body()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        var behaviour = script.on(request.reference(), seen.merge(request.reference(), 1, Integer::sum));
        if (behaviour == Behaviour.CANNOT_BE_REACHED) {
            return SendOutcome.of(Kind.RETRYABLE, "nobody is there");
        }
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        return switch (behaviour) {
            case ACCEPTS -> SendOutcome.accepted(accept(request));
            case ACCEPTS_AND_DROPS_ANSWER -> {
                accept(request);
                yield SendOutcome.of(Kind.UNCERTAIN, "no answer");
            }
            case IS_SILENT -> SendOutcome.of(Kind.UNCERTAIN, "no answer");
            case CANNOT_BE_REACHED -> SendOutcome.of(Kind.RETRYABLE, "nobody is there");
            case THROTTLES -> SendOutcome.throttled(Cause.PROVIDER_BUSY, THROTTLED_FOR, "slow down");
            case THROTTLES_RECIPIENT -> SendOutcome.throttled(Cause.RECIPIENT_BUSY, THROTTLED_FOR, "slow down");
            case REFUSES_ADDRESS -> SendOutcome.of(Kind.REJECTED, Cause.ADDRESS, "no such address");
            case REFUSES_CONTENT -> SendOutcome.of(Kind.REJECTED, Cause.CONTENT, "not such words");
            case HOLDS -> SendOutcome.of(Kind.HELD, Cause.BALANCE, "no money left");
            case ACCEPTS_AND_WE_CRASH -> {
                accept(request);
                crash.accept("after " + request.reference() + " was accepted");
                yield SendOutcome.of(Kind.UNCERTAIN, "crashed");
            }
            case WE_CRASH -> {
                crash.accept("before " + request.reference() + " was accepted");
                yield SendOutcome.of(Kind.UNCERTAIN, "crashed");
            }
        };
    }

    @Override
    public MessageFate reconcile(ProviderAccount account, String reference, Instant since) {
        if (idempotency != Idempotency.CAN_BE_ASKED || !answersQuestions) {
            return MessageFate.UNKNOWN;
        }
        return log.has(reference) ? MessageFate.accepted(log.number(reference)) : MessageFate.NOT_FOUND;
    }

    private String accept(SendRequest request) {
        var entry = new ProviderLog.Entry(
                request.reference(), request.address(), digest(request.message().bytes()));
        return log.accept(entry, idempotency == Idempotency.DEDUPES);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
