package org.schoolcrm.mailing.core.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing.How;
import org.schoolcrm.mailing.spi.Outbox.ClaimScope;

/** Which channel a delivery method uses just now, which account sends, and which of a customer's addresses is used. */
public final class Routing {

    public static final String EMAIL = "email";
    public static final String SMS = "sms";
    public static final String WHATSAPP = "whatsapp";
    public static final String TELEGRAM = "telegram";

    private final List<MessageChannel> adapters;
    private final ProviderAccountStore accounts;

    /**
     * Over a list that follows the installed adapters.
     *
     * @param adapters changes as adapters come and go
     */
    public Routing(List<MessageChannel> adapters, ProviderAccountStore accounts) {
        this.adapters = adapters;
        this.accounts = accounts;
    }

    public Optional<MessageChannel> installed(String provider) {
        return adapters.stream()
                .filter(adapter -> adapter.profile().provider().equals(provider))
                .findFirst();
    }

    List<ChannelProfile> profiles() {
        return adapters.stream().map(MessageChannel::profile).toList();
    }

    /** The active accounts whose adapters are installed, the best of each channel first. */
    public List<ConnectedChannel> connected() {
        return accounts.all().stream()
                .filter(ProviderAccount::active)
                .flatMap(account ->
                        installed(account.provider()).map(one -> new ConnectedChannel(one, account)).stream())
                .sorted(ConnectedChannel.BEST_FIRST)
                .toList();
    }

    /** The account that a job names; what an earlier version left behind is named after a channel and finds none. */
    public Optional<ConnectedChannel> connected(String account) {
        return connected().stream()
                .filter(one -> one.id().toString().equals(account))
                .findFirst();
    }

    private Stream<ConnectedChannel> of(String channel, BranchId branch) {
        return connected().stream()
                .filter(one -> one.name().equals(channel) && one.account().serves(branch));
    }

    /** The account that sends the branch's messages of the channel unless its provider is paused. */
    public Optional<ConnectedChannel> find(String channel, BranchId branch) {
        return of(channel, branch).findFirst();
    }

    public boolean isPresent(String channel, BranchId branch) {
        return find(channel, branch).isPresent();
    }

    /** SMS goes through WhatsApp while there is a provider of it (R131); the decision is stored with each message. */
    public String channelOf(DeliveryMethod method, BranchId branch) {
        return switch (method) {
            case EMAIL -> EMAIL;
            case SMS -> isPresent(WHATSAPP, branch) ? WHATSAPP : SMS;
            case TELEGRAM -> TELEGRAM;
        };
    }

    /** The kind of templates that its messages are written with (R133, A36). */
    public static DeliveryMethod templatesOf(String channel) {
        return channel.equals(EMAIL) ? DeliveryMethod.EMAIL : DeliveryMethod.SMS;
    }

    /** How a channel wants its messages written, also while it is away. */
    public Encoding encodingOf(String channel) {
        return connected().stream()
                .filter(one -> one.name().equals(channel))
                .map(ConnectedChannel::encoding)
                .findFirst()
                .orElse(channel.equals(EMAIL) ? Encoding.HTML : Encoding.PLAIN);
    }

    /**
     * Which messages the account takes: those of its branches for which no better one works. What waits for an account
     * that does not work, and was never handed over, is taken over. Chats wait: no other account may write to them.
     *
     * @param paused accounts that are not used just now
     */
    public Optional<ClaimScope> scope(ConnectedChannel account, Set<ProviderAccountId> paused) {
        boolean toChats = account.adapter().profile().addresses() == AddressKind.CHAT;
        var working = connected().stream()
                .filter(one -> one.name().equals(account.name()))
                .filter(one -> toChats || !paused.contains(one.id()))
                .toList();
        var better = working.stream()
                .takeWhile(one -> !one.id().equals(account.id()))
                .map(ConnectedChannel::account)
                .toList();
        var branch = account.account().branch();
        if (better.stream().anyMatch(one -> branch == null ? one.branch() == null : one.serves(branch))) {
            return Optional.empty();
        }
        var others = better.stream()
                .flatMap(one -> Optional.ofNullable(one.branch()).stream())
                .collect(Collectors.toSet());
        var works = working.stream().map(ConnectedChannel::id).collect(Collectors.toSet());
        var idle = accounts.all().stream()
                .map(ProviderAccount::id)
                .filter(id -> !works.contains(id))
                .collect(Collectors.toSet());
        return Optional.of(new ClaimScope(account.name(), account.id(), branch, others, idle));
    }

    /**
     * The channels by which a mailing's messages go. A WhatsApp message whose recipient has no WhatsApp goes by SMS where
     * an account sends any, one that is not delivered only if that is wanted (A18). Of a chain only channels count that
     * somebody has connected for the branch.
     */
    public RoutePlan plan(How how, BranchId branch) {
        var channels = new LinkedHashMap<String, RoutePlan.Channel>();
        var first = channelOf(how.method(), branch);
        channels.put(first, new RoutePlan.Channel(first, false));
        if (how.method() == DeliveryMethod.SMS
                && first.equals(WHATSAPP)
                && (how.smsIfUndelivered() || isPresent(SMS, branch))) {
            channels.put(SMS, new RoutePlan.Channel(SMS, !how.smsIfUndelivered()));
        }
        var chain = how.chain();
        if (chain == null) {
            return new RoutePlan(List.copyOf(channels.values()), null);
        }
        chain.then().stream()
                .map(step -> step.name().toLowerCase(Locale.ROOT))
                .filter(channel -> isPresent(channel, branch))
                .forEach(channel -> channels.putIfAbsent(channel, new RoutePlan.Channel(channel, false)));
        if (channels.size() > 1 && !isPresent(first, branch)) {
            channels.remove(first);
        }
        return new RoutePlan(List.copyOf(channels.values()), Duration.ofMinutes(chain.waitMinutes()));
    }

    /**
     * Where a message goes, each address once: to one of the customer's addresses, but to all of his chats.
     *
     * @param bound the chats that he has bound himself
     */
    public static List<String> addressesOf(List<Contact> contacts, String channel, List<String> bound) {
        if (!DeliveryAddress.isChat(channel)) {
            return addressOf(contacts, channel).stream().toList();
        }
        var kind = DeliveryAddress.kind(channel);
        var noted = contacts.stream()
                .filter(contact -> kind.equals(Optional.of(contact.kind())))
                .map(Contact::address);
        return Stream.concat(noted, bound.stream())
                .flatMap(chat -> DeliveryAddress.forProvider(channel, chat).stream())
                .distinct()
                .toList();
    }

    /** The first one that can be written to; only if there is none, one that cannot, so that somebody mends it. */
    public static Optional<String> addressOf(List<Contact> contacts, String channel) {
        var kind = DeliveryAddress.kind(channel);
        var addresses = contacts.stream()
                .filter(contact -> kind.equals(Optional.of(contact.kind())))
                .map(contact -> DeliveryAddress.shown(contact.kind(), contact.address()))
                .toList();
        return addresses.stream()
                .filter(address -> DeliveryAddress.forProvider(channel, address).isPresent())
                .findFirst()
                .or(() -> addresses.stream().findFirst());
    }
}
