package org.schoolcrm.pay.page;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.money.Money;

/** A bank transfer as a picture that Russian banks' applications read: ГОСТ Р 56042-2014 in UTF-8. */
final class TransferCode {

    private static final int NAME = 160;
    private static final int BANK = 45;
    private static final int PURPOSE = 210;
    private static final int MODULE = 4;
    private static final int MARGIN = 4;
    private static final int WHITE = 0xffffff;

    private final String text;

    private TransferCode(String text) {
        this.text = text;
    }

    /** Whether a transfer can be made: not without a bank, nor in another currency than roubles. */
    static boolean fits(IssuerDetails issuer, Money sum) {
        return issuer.bank().isComplete()
                && sum.isPositive()
                && sum.currency().getCurrencyCode().equals("RUB");
    }

    static Optional<TransferCode> of(IssuerDetails issuer, Money sum, String purpose) {
        var bank = issuer.bank();
        if (!fits(issuer, sum)) {
            return Optional.empty();
        }
        var text = new StringBuilder("ST00012");
        add(text, "Name", cut(issuer.name(), NAME));
        add(text, "PersonalAcc", bank.account());
        add(text, "BankName", cut(bank.name(), BANK));
        add(text, "BIC", bank.bic());
        add(text, "CorrespAcc", bank.correspondent().isEmpty() ? "0" : bank.correspondent());
        add(text, "Sum", Long.toString(sum.minor()));
        add(text, "Purpose", cut(purpose, PURPOSE));
        add(text, "PayeeINN", issuer.inn());
        add(text, "KPP", issuer.kpp());
        return Optional.of(new TransferCode(text.toString()));
    }

    String text() {
        return text;
    }

    /** A PNG as an address that a document can hold itself. */
    String address() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    byte[] png() {
        var code = QrCode.encodeBinary(text.getBytes(StandardCharsets.UTF_8), QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * MARGIN) * MODULE;
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, code.getModule(x / MODULE - MARGIN, y / MODULE - MARGIN) ? 0 : WHITE);
            }
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** The separator cannot stand in a value. */
    private static void add(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append('|').append(name).append('=').append(value.replace('|', ' '));
        }
    }

    private static String cut(String value, int length) {
        return value.codePointCount(0, value.length()) <= length
                ? value
                : value.substring(0, value.offsetByCodePoints(0, length));
    }
}
