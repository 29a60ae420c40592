package org.schoolcrm.channel.testkit.scripted;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.SettingField;

/** A provider of SMS that wants a login and a password, and is paid in advance. */
public final class PrepaidChannel implements MessageChannel {

    public static final String PROVIDER = "prepaid";

    private final List<String> sent = new ArrayList<>();
    private final List<URI> registered = new ArrayList<>();
    private volatile @Nullable Money balance = Money.of("1000.00", "RUB");
    private volatile SendOutcome outcome = SendOutcome.accepted("p-1");
    private volatile ConnectionReport registration = new ConnectionReport(ConnectionReport.Verdict.OK, "");
    private volatile int asked;

    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                PROVIDER,
                "sms",
                "Предоплата",
                "Prepaid",
                AddressKind.MOBILE_PHONE,
                Encoding.PLAIN,
                Idempotency.NONE,
                Pace.FREE,
                0,
                Set.of(Capability.BALANCE),
                List.of(
                        SettingField.text("login", "Логин", "Login"),
                        SettingField.secret("password", "Пароль", "Password"),
                        SettingField.text("address", "Адрес", "Address")
                                .optional()
                                .deciding(SettingField.Use.ADDRESS)));
    }

    /** From now on it says that so much is left; nothing when it does not answer. */
    public void leaves(@Nullable Money amount) {
        balance = amount;
    }

    /** From now on every sending ends so. */
    public void ends(SendOutcome with) {
        outcome = with;
    }

    /** From now on it answers so when it is told where to call. */
    public void registers(ConnectionReport with) {
        registration = with;
    }

    /** How often it was asked for a balance. */
    public int asked() {
        return asked;
    }

    /** Address and text of what it was handed, one after the other. */
    public List<String> sent() {
        return sent;
    }

    /** Where it was told to call. */
    public List<URI> registered() {
        return registered;
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        return new ComposedMessage(draft.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        if (!context.beforeWire()) {
            return SendOutcome.leaseLost();
        }
        sent.add(request.address() + ": " + new String(request.message().bytes(), StandardCharsets.UTF_8));
        return outcome;
    }

    @Override
    public synchronized Optional<Money> balance(ProviderAccount account) {
        asked++;
        return Optional.ofNullable(balance);
    }

    @Override
    public ConnectionReport register(ProviderAccount account, URI callback) {
        registered.add(callback);
        return registration;
    }
}
