package org.schoolcrm.pay.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.money.Money;

/** The QR code of ГОСТ Р 56042-2014: what stands in it, and that a reader of another maker reads it. */
class TransferCodeTest {

    private static final BankDetails BANK =
            new BankDetails("ПАО Сбербанк", "044525225", "40702810138000060317", "30101810400000000225");

    @Test
    void a_value_that_is_too_long_is_cut_between_characters() {
        var text = TransferCode.of(issuer("🎓".repeat(200), BANK), Money.of("1", "RUB"), "счет")
                .orElseThrow()
                .text();

        assertThat(text).contains("|Name=" + "🎓".repeat(160) + "|");
    }

    @Test
    @DisplayName(
            "R050 a transfer is filled in by the payer's bank: name, account, bank, sum in kopecks, purpose, INN, KPP")
    void a_transfer_carries_every_field_of_the_standard() throws Exception {
        var code = TransferCode.of(
                        issuer("ООО «Старт»", BANK), Money.of("5600.50", "RUB"), "Оплата по счету № 1 от 10.09.2026")
                .orElseThrow();

        assertThat(code.text())
                .isEqualTo("ST00012|Name=ООО «Старт»|PersonalAcc=40702810138000060317|BankName=ПАО Сбербанк"
                        + "|BIC=044525225|CorrespAcc=30101810400000000225|Sum=560050"
                        + "|Purpose=Оплата по счету № 1 от 10.09.2026|PayeeINN=7707083893|KPP=773601001");
        assertThat(read(code.png())).isEqualTo(code.text());
    }

    @Test
    void the_longest_fields_still_fit_and_are_cut_where_the_standard_ends() throws Exception {
        var bank = new BankDetails("Б".repeat(160), "044525225", "40702810138000060317", "");
        var code = TransferCode.of(issuer("Ш".repeat(160), bank), Money.ofMinor(Long.MAX_VALUE, "RUB"), "П".repeat(300))
                .orElseThrow();

        assertThat(read(code.png()))
                .isEqualTo(code.text())
                .contains("|Name=" + "Ш".repeat(160) + "|", "|BankName=" + "Б".repeat(45) + "|")
                .contains("|Purpose=" + "П".repeat(210) + "|", "|CorrespAcc=0|");
    }

    @Test
    void a_separator_in_a_name_adds_no_field() {
        var code = TransferCode.of(issuer("ООО|Sum=1|Старт", BANK), Money.of("5600", "RUB"), "Оплата")
                .orElseThrow();

        assertThat(code.text()).contains("|Name=ООО Sum=1 Старт|").doesNotContain("|Sum=1|");
    }

    @Test
    void without_a_bank_without_roubles_or_without_a_sum_there_is_no_transfer() {
        var incomplete = new BankDetails("Банк", "044525225", "", "");

        assertThat(TransferCode.of(issuer("Школа", incomplete), Money.of("1", "RUB"), "x"))
                .isEmpty();
        assertThat(TransferCode.of(issuer("Школа", BANK), Money.of("1", "KZT"), "x"))
                .isEmpty();
        assertThat(TransferCode.of(issuer("Школа", BANK), Money.of("0", "RUB"), "x"))
                .isEmpty();
    }

    private static String read(byte[] png) throws IOException, ReaderException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        int[] dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), dots);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    private static IssuerDetails issuer(String name, BankDetails bank) {
        return new IssuerDetails(name, "7707083893", "773601001", "", "", "", "", "", bank, new Signers("", ""));
    }
}
