package org.schoolcrm.channel.smpp;

import java.math.BigInteger;
import java.util.Locale;

/** How the number in a receipt is written, compared with the one that the SMSC gave when it took the message. */
enum ReceiptId {
    SAME {
        @Override
        String ofAcceptance(String id) {
            return id;
        }

        @Override
        String ofReceipt(String id) {
            return id;
        }
    },
    /** Hexadecimal in the receipt, decimal before. */
    HEX2DEC {
        @Override
        String ofAcceptance(String id) {
            return rewritten(id, 10, 10);
        }

        @Override
        String ofReceipt(String id) {
            return rewritten(id, 16, 10);
        }
    },
    /** Decimal in the receipt, hexadecimal before. */
    DEC2HEX {
        @Override
        String ofAcceptance(String id) {
            return rewritten(id, 16, 16);
        }

        @Override
        String ofReceipt(String id) {
            return rewritten(id, 10, 16);
        }
    };

    abstract String ofAcceptance(String id);

    abstract String ofReceipt(String id);

    /** Without leading zeros and in small letters, which differ as well; what is no number stays as it is. */
    private static String rewritten(String id, int from, int to) {
        try {
            return new BigInteger(id.strip(), from).toString(to).toLowerCase(Locale.ROOT);
        } catch (NumberFormatException e) {
            return id;
        }
    }
}
