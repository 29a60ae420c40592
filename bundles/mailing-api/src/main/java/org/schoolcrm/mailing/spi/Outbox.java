package org.schoolcrm.mailing.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;

/**
 * Messages on their way, one row each (channels.md 2). Every change of a claimed message carries the fence
 * of its claim: whoever lost the claim changes nothing. Implemented by {@code persistence}.
 */
@ConsumerType
public interface Outbox {

    /** New messages, written in one batch, in the transaction that creates what they are about. */
    void addAll(List<NewMessage> messages);

    /**
     * Gives due messages to a dispatcher until the lease ends, by the database's clock; no message to two dispatchers.
     * From then on they belong to the scope's account; what another one had composed is dropped.
     */
    List<ClaimedMessage> claim(ClaimScope scope, String dispatcher, Duration lease, int limit);

    /** Turns a claimed message to another address of its customer; what was composed for the former one is dropped. */
    boolean readdress(long id, long fence, String address);

    /** Turns a claimed message to another version of its template; what was composed of the former one is dropped. */
    boolean reword(long id, long fence, int version);

    /** Keeps the exact bytes of a claimed message. */
    boolean keepComposed(long id, long fence, ComposedMessage message);

    /** From here on the message may have been sent; its lease begins anew, so that it lasts as long as the sending. */
    boolean markOnWire(long id, long fence, Duration lease);

    /** Ends a claim; {@code notBefore} is when a message that waits is due again. */
    boolean complete(
            long id,
            long fence,
            MessageState state,
            @Nullable String providerId,
            @Nullable Instant notBefore,
            String detail);

    /**
     * Messages of unknown fate whose provider is due to be polled; no message to two pollers until the lease ends. They
     * stay uncertain until {@link #resolve}.
     */
    List<UncertainMessage> claimUncertain(ProviderAccountId account, Duration lease, int limit);

    /** What the provider said about an uncertain message; nothing happens if its state was resolved meanwhile. */
    boolean resolve(
            long id,
            long fence,
            MessageState state,
            @Nullable String providerId,
            @Nullable Instant notBefore,
            String detail);

    /**
     * Takes up messages whose dispatcher has gone: what was not on the wire waits again, what was is uncertain unless
     * its provider dedupes.
     */
    int reap(Set<ProviderAccountId> accountsThatDedupe);

    /** The run's messages that carry its invoices, by state; reminders are not among them. */
    Map<MessageState, Long> count(RunId run);

    /** How far the run's invoices have come; reminders are not among them. */
    RunProgress.Funnel funnel(RunId run);

    /** The channels that the run's messages wait for. */
    Set<String> channelsWaiting(RunId run);

    /** Moves all messages of the run that are in one of the states to another; how many. */
    int move(RunId run, Set<MessageState> from, MessageState to);

    /** What is held in the channel, other than by a paused run: of which branches and versions of templates. */
    List<HeldText> held(String channel);

    /** Says why they are held now. */
    void explain(HeldText text, String why);

    /** Lets what is held so go on; how many. */
    int release(HeldText text);

    /** How many of the run's reminders wait. */
    long remindersWaiting(RunId run);

    /** Cancels the run's reminders that wait; how many. */
    int cancelReminders(RunId run, String detail);

    /** How many messages of the account went on the wire within that time, by the database's clock. */
    int onWireWithin(ProviderAccountId account, Duration time);

    /** Those of the addresses that something went on the wire to within that time. */
    Set<String> writtenToWithin(String channel, Collection<String> addresses, Duration time);

    /** Those of the addresses, given in small letters, that are not to be written to, and why; capitals do not count. */
    Map<String, Listed> suppressed(BranchId branch, String channel, Collection<String> addresses);

    /** From now on nothing is sent to the address by that channel; {@code why} is for people. */
    void suppress(BranchId branch, String channel, String address, String why);

    /** As {@link #suppress}, because the recipient asked for it; an entry that stands there already stays what it is. */
    void refuse(BranchId branch, String channel, String address, String why);

    /** The recipient takes that back; whether there was anything to take back. What others have listed stays. */
    boolean allow(BranchId branch, String channel, String address);

    /**
     * Accepted messages whose provider may be asked what became of them, no message twice until it is due again: the
     * longer it takes, the rarer it is asked.
     *
     * @param wait how long after the sending the first question comes
     * @param within nobody asks about older ones
     */
    List<PendingDelivery> claimAccepted(ProviderAccountId account, Duration wait, Duration within, int limit);

    /**
     * Which messages an account takes.
     *
     * @param branch whose, null for all branches
     * @param except branches that have an account of their own
     * @param idle accounts that do not work just now: what they have not tried to send is taken over
     */
    record ClaimScope(
            String channel,
            ProviderAccountId account,
            @Nullable BranchId branch,
            Set<BranchId> except,
            Set<ProviderAccountId> idle) {}

    /** Held messages of a branch that are written with the same words. */
    record HeldText(String channel, BranchId branch, TemplateId template, int version) {}

    /**
     * A message to be sent.
     *
     * @param run that it belongs to, null for none
     * @param dedupKey one message per key for ever
     */
    record NewMessage(
            @Nullable RunId run,
            About about,
            Route route,
            Content content,
            Purpose purpose,
            String dedupKey,
            Instant notBefore) {}

    /**
     * Whom a message is for, and what it is about.
     *
     * @param invoices that it asks to be paid; once none of them is payable any more, it is not sent
     */
    record About(BranchId branch, CustomerId customer, AccountId account, List<InvoiceId> invoices) {

        /** Somebody who wrote to us and of whom we know the address alone. */
        public static final CustomerId NOBODY = new CustomerId(0);
    }

    /**
     * The routing decision, which stays with the message.
     *
     * @param onward where it goes on if it fails there, null for nowhere
     */
    record Route(String channel, String address, @Nullable Onward onward) {

        public static Route by(String channel, String address) {
            return new Route(channel, address, null);
        }
    }

    /**
     * Where a message goes on that fails.
     *
     * @param delivery the same for all messages that tell a customer the same: if one arrives, none of them goes on
     * @param hops in this order, at least one
     * @param patience how long a delivery is waited for before the message goes on, null for as long as it takes
     */
    record Onward(String delivery, List<Hop> hops, @Nullable Duration patience) {

        public Onward {
            hops = List.copyOf(hops);
        }
    }

    /**
     * A later station of a message.
     *
     * @param addresses that all get it
     * @param onlyIfUnreachable passed by unless the station before has no such recipient at all
     */
    record Hop(String channel, List<String> addresses, TemplateId template, int version, boolean onlyIfUnreachable) {

        public Hop {
            addresses = List.copyOf(addresses);
        }
    }

    /** Why an address is on the stop list. */
    enum Listed {
        BY_RECIPIENT,
        /** Nobody can be reached there. */
        UNREACHABLE
    }

    /**
     * A version of a template, and what fills its tags.
     *
     * @param values by tag, frozen when the message is written
     */
    record Content(TemplateId template, int version, Map<String, String> values) {}

    /**
     * A message claimed by a dispatcher, with the text of its template's version.
     *
     * @param attachesInvoice whether the template wants its invoices to go with it as PDFs
     * @param composed its bytes, null until the first claim has composed them
     */
    record ClaimedMessage(
            long id,
            long fence,
            BranchId branch,
            @Nullable RunId run,
            CustomerId customer,
            String channel,
            String address,
            Purpose purpose,
            List<InvoiceId> invoices,
            TemplateId template,
            String subject,
            String body,
            boolean attachesInvoice,
            Map<String, String> values,
            @Nullable ComposedMessage composed,
            int attempts) {

        /** The same for another address, to be composed again. */
        public ClaimedMessage to(String other) {
            return with(other, subject, body);
        }

        /** The same in other words, to be composed again. */
        public ClaimedMessage in(Template other) {
            return with(address, other.subject(), other.body());
        }

        private ClaimedMessage with(String to, String heading, String words) {
            return new ClaimedMessage(
                    id,
                    fence,
                    branch,
                    run,
                    customer,
                    channel,
                    to,
                    purpose,
                    invoices,
                    template,
                    heading,
                    words,
                    attachesInvoice,
                    values,
                    null,
                    attempts);
        }
    }

    /**
     * A message that may have been sent.
     *
     * @param since when it went on the wire
     */
    record UncertainMessage(long id, long fence, Instant since) {}

    /**
     * A message that its provider has and that nothing final is known of.
     *
     * @param since when it went on the wire
     */
    record PendingDelivery(long id, String providerId, String address, Instant since) {}

    /** Why a message is sent. */
    enum Purpose {
        INVOICE,
        MANUAL,
        REMINDER,
        TEST,
        /** An answer to what somebody wrote to us. */
        REPLY
    }
}
