package org.schoolcrm.channel.smpp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.api.DeliveryReceiptInbox;
import org.schoolcrm.channel.api.InboundMessageInbox;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.runtime.api.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the SMSC sends to us. It is told that we have it only when it is kept, and sends it again otherwise. */
final class IncomingMessages implements MessageReceiverListener {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingMessages.class);

    /** Fewer than a session's threads, so that a slow database does not keep answers to submissions waiting. */
    private static final int AT_ONCE = 4;

    private static final int PATIENCE_MILLIS = 500;

    private final ProviderAccountId account;
    private final SmppSettings settings;
    private final Inboxes inboxes;
    private final SentMessages sent;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Where it is kept. */
    record Inboxes(DeliveryReceiptInbox receipts, InboundMessageInbox messages) {}

    IncomingMessages(
            ProviderAccountId account, SmppSettings settings, Inboxes inboxes, SentMessages sent, Clock clock) {
        this.account = account;
        this.settings = settings;
        this.inboxes = inboxes;
        this.sent = sent;
        this.clock = clock;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
        if (SmppReceipt.is(pdu)) {
            var receipt = SmppReceipt.of(pdu).flatMap(one -> reported(one, pdu));
            if (receipt.isPresent()) {
                keep(() -> inboxes.receipts().take(account, List.of(receipt.get())));
            }
        } else if (PhoneMessage.is(pdu)) {
            var message = PhoneMessage.of(pdu, settings.alphabet(), clock.now());
            if (message.isPresent()) {
                keep(() -> inboxes.messages().take(account, message.get()));
            }
        }
    }

    /** The receipts of its parts were faster than the last answer: they are kept, so this one may be missed. */
    void catchUp(SentMessages.Accepted message, String part) {
        var fate = requireNonNull(message.fate());
        try {
            inboxes.receipts()
                    .take(
                            account,
                            List.of(new DeliveryReceipt(
                                    part + ":" + fate, message.providerId(), null, fate, Cause.NONE, "", clock.now())));
        } catch (RuntimeException e) {
            LOG.warn("The receipts of message {} are not applied", message.providerId(), e);
        }
    }

    private void keep(Runnable storing) throws ProcessRequestException {
        if (!hasPlace()) {
            throw new ProcessRequestException("too many at once", SMPPConstant.STAT_ESME_RMSGQFUL);
        }
        try {
            storing.run();
        } catch (RuntimeException e) {
            throw new ProcessRequestException("it cannot be kept now", SMPPConstant.STAT_ESME_RX_T_APPN, e);
        } finally {
            places.release();
        }
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nothing while the message is under way. */
    private Optional<DeliveryReceipt> reported(SmppReceipt receipt, DeliverSm pdu) {
        return switch (receipt.state()) {
            case "DELIVRD", "DELIVERED" -> Optional.of(of(receipt, pdu, Kind.DELIVERED, Cause.NONE));
            case "EXPIRED", "UNDELIV", "UNDELIVERABLE", "UNDELIVERED", "DELETED", "FAILED" ->
                Optional.of(of(receipt, pdu, Kind.UNDELIVERED, Cause.NONE));
            case "REJECTD", "REJECTED" -> Optional.of(of(receipt, pdu, Kind.UNDELIVERED, Cause.POLICY));
            default -> Optional.empty();
        };
    }

    private DeliveryReceipt of(SmppReceipt receipt, DeliverSm pdu, Kind kind, Cause cause) {
        var part = settings.receiptId().ofReceipt(receipt.id());
        return new DeliveryReceipt(
                part + ":" + receipt.state(),
                sent.subject(part, kind),
                reference(pdu),
                kind,
                cause,
                (receipt.state() + " " + receipt.error()).strip(),
                receipt.at(settings.zone(), clock.now()));
    }

    /** The receipt is from the recipient. */
    private @Nullable String reference(DeliverSm pdu) {
        var number = pdu.getOptionalParameter(OptionalParameter.User_message_reference.class);
        return number == null
                ? null
                : sent.reference(pdu.getSourceAddr(), number.getValue() & 0xffff)
                        .orElse(null);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        // says that a phone is reachable again, which the SMSC itself makes use of
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not used", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
