package org.schoolcrm.rest.mailing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.Composer;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.HandWritten;
import org.schoolcrm.mailing.api.InboundText;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.http.Parameters;
import org.schoolcrm.rest.school.CustomerNames;

/** Messages written to customers by hand (R040–R045), and what has become of all messages. */
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    private static final int UNMATCHED = 100;

    private final Composer composer;
    private final Messages messages;
    private final InvoiceOpenings openings;
    private final CustomerNames names;
    private final MessageQuota quota;

    public MessageResource(
            Composer composer, Messages messages, InvoiceOpenings openings, CustomerNames names, MessageQuota quota) {
        this.composer = composer;
        this.messages = messages;
        this.openings = openings;
        this.names = names;
        this.quota = quota;
    }

    /**
     * A message; {@code customerName} is empty if the customer is gone, {@code waitsFor} null once it has ended,
     * {@code openedAt} when the page of one of its invoices was opened first.
     */
    public record MessageView(
            OutboxMessage message,
            String customerName,
            OutboxMessage.@Nullable Wait waitsFor,
            @Nullable Instant openedAt) {}

    /** A message to one of the customer's addresses; only an e-mail has a subject, and it must have one. */
    public record MessageRequest(
            BranchId branch,
            CustomerId customer,
            DeliveryMethod method,
            String address,
            @Nullable String subject,
            String text) {

        HandWritten toMessage() {
            return new HandWritten(branch, customer, method, address, Objects.requireNonNullElse(subject, ""), text);
        }
    }

    /** Where a message can go. */
    @GET
    @Path("/recipients")
    public List<Composer.Recipient> recipients(
            @Context Guard guard, @QueryParam("branch") long branch, @QueryParam("customer") long customer) {
        var where = guard.open(Permission.INVOICE_ISSUE, new BranchId(branch));
        return composer.recipients(where, new CustomerId(customer));
    }

    /** «Отправить». */
    @POST
    @Begins
    public void send(@Context Guard guard, MessageRequest request) {
        quota.requireMessage(guard.open(Permission.INVOICE_ISSUE, request.branch()), request.customer());
        composer.send(request.toMessage(), guard.actor());
    }

    /** Newest first. */
    @GET
    public Page<MessageView> list(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("state") @Nullable String state,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("run") @DefaultValue("0") long run,
            @QueryParam("customer") @DefaultValue("0") long customer,
            @Context Paging paging) {
        var where = guard.open(Permission.MAILING_READ, new BranchId(branch));
        var wanted = Parameters.choice("state", state, MessageState.class);
        var filter = new MessageFilter(
                where,
                wanted == null ? Set.of() : Set.of(wanted),
                channel == null || channel.isEmpty() ? null : channel,
                run == 0 ? null : new RunId(run),
                customer == 0 ? null : new CustomerId(customer));
        var page = paging.byNumber(0, (before, limit) -> messages.list(filter, before, limit), OutboxMessage::id);
        return page.with(views(where, page.items()));
    }

    /** What the provider reported about a message, in the order of the events. */
    @GET
    @Path("/{id}/receipts")
    public List<ReceivedReceipt> receipts(@Context Guard guard, @PathParam("id") long id) {
        return messages.receipts(open(guard, Permission.MAILING_READ, id).id());
    }

    /** What providers reported about no message of ours, the latest first; they are kept for three days before that. */
    @GET
    @Path("/unmatched-receipts")
    public List<ReceivedReceipt> unmatched(@Context Guard guard, @QueryParam("branch") long branch) {
        return messages.unmatchedReceipts(guard.open(Permission.MAILING_READ, new BranchId(branch)), UNMATCHED);
    }

    /** What a customer wrote in channels, newest first. */
    @GET
    @Path("/inbound")
    public Page<InboundText> inbound(
            @Context Guard guard,
            @QueryParam("branch") long branch,
            @QueryParam("customer") long customer,
            @Context Paging paging) {
        var where = guard.open(Permission.MAILING_READ, new BranchId(branch));
        var who = new CustomerId(customer);
        return paging.byNumber(0, (before, limit) -> messages.inbound(where, who, before, limit), InboundText::id);
    }

    /** Sends a message once more that ended badly; an uncertain one may arrive twice then. */
    @POST
    @Begins
    @Path("/{id}/resend")
    public MessageView resend(@Context Guard guard, @PathParam("id") long id) {
        var message = open(guard, Permission.MAILING_RUN, id);
        return views(message.branch(), List.of(messages.sendAgain(id, guard.actor())))
                .get(0);
    }

    /** Ends a message that waits before it is sent. */
    @POST
    @Path("/{id}/cancel")
    public MessageView cancel(@Context Guard guard, @PathParam("id") long id) {
        var message = open(guard, Permission.MAILING_RUN, id);
        return views(message.branch(), List.of(messages.cancel(id, guard.actor())))
                .get(0);
    }

    private OutboxMessage open(Guard guard, Permission permission, long id) {
        var message = messages.find(id)
                .filter(one -> guard.sees(one.branch()))
                .orElseThrow(() -> MailingProblem.MESSAGE_UNKNOWN.refuse(id));
        guard.open(permission, message.branch());
        return message;
    }

    private List<MessageView> views(BranchId branch, List<OutboxMessage> found) {
        var waits = messages.waits(found);
        var called =
                names.of(branch, found.stream().map(OutboxMessage::customer).toList());
        var opened = openings.of(found.stream()
                .flatMap(one -> one.invoices().stream())
                .distinct()
                .toList());
        return found.stream()
                .map(one -> new MessageView(
                        one,
                        called.getOrDefault(one.customer(), ""),
                        waits.get(one.id()),
                        one.invoices().stream()
                                .flatMap(invoice -> Stream.ofNullable(opened.get(invoice)))
                                .min(Comparator.naturalOrder())
                                .orElse(null)))
                .toList();
    }
}
