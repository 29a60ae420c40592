package org.schoolcrm.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.schoolcrm.channel.kit.Phone;
import org.schoolcrm.channel.kit.SmsText;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/** The submit_sm of each part, one after the other, complete but for the sequence number that the bind gives. */
final class SubmitPdus {

    /** Where the sequence number stands. */
    static final int SEQUENCE = 12;

    /** No part that we cut is that long with all its fields. */
    private static final int LONGEST_PART = 300;

    private static final int FIELDS = 70;
    private static final int TEXT_OF_PART = 134;
    private static final byte UDH_INDICATOR = 0x40;
    private static final byte PRIORITY = 1;
    private static final byte INTERNATIONAL = 1;
    private static final byte ISDN = 1;
    private static final byte UCS2 = 8;
    private static final byte FINAL_RECEIPT = 1;
    private static final byte NO_RECEIPT = 0;

    private SubmitPdus() {}

    static ComposedMessage compose(SmppSettings settings, MessageDraft draft) {
        var to = Phone.digits(draft);
        var parts = SmsParts.of(SmsText.of(draft, SmppProfile.LONGEST), settings.alphabet(), settings.longMessage());
        int reference = number(draft.reference());
        var pdus = new ByteArrayOutputStream();
        for (int part = 0; part < parts.texts().size(); part++) {
            pdus.writeBytes(submit(settings, to, parts, part, reference));
        }
        return new ComposedMessage(pdus.toByteArray());
    }

    static List<byte[]> of(ComposedMessage message) {
        var pdus = new ArrayList<byte[]>();
        var rest = ByteBuffer.wrap(message.bytes());
        while (rest.hasRemaining()) {
            var pdu = new byte[rest.getInt(rest.position())];
            rest.get(pdu);
            pdus.add(pdu);
        }
        return pdus;
    }

    /** How many parts the SMSC makes of it: more than one only of what it cuts by itself. */
    static int parts(byte[] pdu) {
        return pdu.length <= LONGEST_PART ? 1 : (pdu.length - FIELDS + TEXT_OF_PART - 1) / TEXT_OF_PART;
    }

    /** By which parts are joined and receipts may name the message: sixteen bits of our number. */
    static int number(String reference) {
        var digits = reference.replaceAll("\\D", "");
        return (digits.isEmpty() || digits.length() > 18 ? reference.hashCode() : (int) Long.parseLong(digits))
                & 0xffff;
    }

    private static byte[] submit(SmppSettings settings, String to, SmsParts parts, int part, int reference) {
        var joining = settings.longMessage();
        int total = parts.texts().size();
        boolean payload = joining == LongMessage.PAYLOAD && parts.overlong();
        boolean several = total > 1;
        var header = several ? joining.header(reference, part + 1, total) : new byte[0];
        var text = parts.bytes(part, settings.alphabet(), header.length);
        var parameters = new ArrayList<OptionalParameter>();
        parameters.add(new OptionalParameter.User_message_reference((short) reference));
        if (several) {
            parameters.addAll(joining.parameters(reference, part + 1, total));
        }
        if (payload) {
            parameters.add(new OptionalParameter.Message_payload(text));
        }
        boolean receipt = settings.receipts() == SmppSettings.Receipts.ALL || part == total - 1;
        try {
            return new DefaultComposer()
                    .submitSm(
                            0,
                            "",
                            settings.source().ton(),
                            settings.source().npi(),
                            settings.source().address(),
                            INTERNATIONAL,
                            ISDN,
                            to,
                            header.length > 0 ? UDH_INDICATOR : 0,
                            (byte) 0,
                            PRIORITY,
                            "",
                            "",
                            receipt ? FINAL_RECEIPT : NO_RECEIPT,
                            (byte) 0,
                            parts.unicode() ? UCS2 : 0,
                            (byte) 0,
                            payload ? new byte[0] : joined(header, text),
                            parameters.toArray(OptionalParameter[]::new));
        } catch (PDUStringException e) {
            throw CompositionException.held(Cause.SENDER, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] joined(byte[] header, byte[] text) {
        var all = Arrays.copyOf(header, header.length + text.length);
        System.arraycopy(text, 0, all, header.length, text.length);
        return all;
    }
}
