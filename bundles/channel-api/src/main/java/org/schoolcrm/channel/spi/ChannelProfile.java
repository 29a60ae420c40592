package org.schoolcrm.channel.spi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.provider.api.SettingField;
import org.schoolcrm.provider.api.SettingSchema;

/**
 * What an adapter of a provider says about itself.
 *
 * @param provider lower-case and permanent, such as {@code smsru}: it stands in addresses and in accounts
 * @param channel what its messages are, such as {@code sms}: lower-case and permanent, stored with every message
 * @param addresses what it writes to
 * @param encoding how values must be written into its texts
 * @param idempotency what it does about a message that it gets twice
 * @param pace how fast it wants to be written to unless the account says otherwise
 * @param longest the most characters of a text; zero for no limit
 */
public record ChannelProfile(
        String provider,
        String channel,
        String russian,
        String english,
        AddressKind addresses,
        Encoding encoding,
        Idempotency idempotency,
        Pace pace,
        int longest,
        Set<Capability> capabilities,
        List<SettingField> settings) {

    public ChannelProfile {
        capabilities = Set.copyOf(capabilities);
        settings = List.copyOf(settings);
    }

    /** What a message is addressed to. */
    public enum AddressKind {
        EMAIL,
        MOBILE_PHONE,
        /** A chat that the customer has opened and bound. */
        CHAT
    }

    /** The language of the channel's texts. */
    public enum Encoding {
        PLAIN,
        /** As e-mail has it. */
        HTML,
        /** The few marks of HTML that messengers know; lines stay lines. */
        CHAT_HTML,
        /** Text in which stars, underscores and the like mark words. */
        CHAT_TEXT
    }

    /** What the provider does about a message that it gets twice (channels.md 1.2). */
    public enum Idempotency {
        /** It sends it once. */
        DEDUPES,
        /** It can be asked afterwards whether it has it. */
        CAN_BE_ASKED,
        /** It sends it twice. */
        NONE
    }

    /** What the provider offers beside sending. */
    public enum Capability {
        /** It calls back about deliveries. */
        RECEIPTS,
        /** It can be asked about deliveries. */
        STATUS_QUERY,
        /** It can be asked for the balance. */
        BALANCE,
        /** It hands on what people write. */
        INBOUND,
        /** It sends only texts that it has approved. */
        APPROVED_TEMPLATES
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** Names of the settings that are missing, malformed or unknown. */
    public List<String> problemsOf(Map<String, String> values) {
        return new SettingSchema(settings).problemsOf(values);
    }
}
