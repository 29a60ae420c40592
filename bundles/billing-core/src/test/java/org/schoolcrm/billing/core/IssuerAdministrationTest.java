package org.schoolcrm.billing.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.issuer.Issuer;
import org.schoolcrm.billing.api.issuer.IssuerDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.BankDetails;
import org.schoolcrm.billing.api.issuer.IssuerDetails.Signers;
import org.schoolcrm.billing.api.issuer.IssuerProblem;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.testkit.DirectTransactions;

/** Issuer details: of the school, of a branch, tidied, checked, and with a trace of each change. */
class IssuerAdministrationTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final BranchId NORTH = new BranchId(2);
    private static final Actor ADMIN = Actor.user(1);
    private static final IssuerDetails COMPANY = new IssuerDetails(
            "ООО «Старт»",
            "7707083893",
            "773601001",
            "1027700132195",
            "Москва, ул. Школьная, 1",
            "+7 495 000-00-00",
            "office@school.example",
            "https://school.example/offer",
            new BankDetails("ПАО Сбербанк", "044525225", "40702810138000060317", "30101810400000000225"),
            new Signers("Иванова А. П.", "Петрова Б. В."));
    private static final byte[] PNG = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
                    + "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082");
    private static final byte[] JPEG = jpeg();

    private final List<AuditRecord> trail = new ArrayList<>();
    private final IssuersInMemory store = new IssuersInMemory();
    private final Issuers issuers = new IssuerAdministration(
            store, () -> List.of(branch(CENTRE), branch(NORTH)), new DirectTransactions(), trail::add);

    @Test
    @DisplayName("R055 the details of the school hold in every branch that has none of its own")
    void a_branch_follows_the_school_until_it_has_details_of_its_own() {
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);
        var own = named("ИП Сидоров");
        issuers.change(IssuerScope.of(NORTH), own, ADMIN);

        assertThat(issuers.of(CENTRE).details()).isEqualTo(COMPANY);
        assertThat(issuers.of(NORTH).details()).isEqualTo(own);

        issuers.drop(NORTH, ADMIN);

        assertThat(issuers.of(NORTH).details()).isEqualTo(COMPANY);
        assertThat(issuers.own(IssuerScope.of(NORTH)).orElseThrow().details())
                .as("what was typed is not lost")
                .isEqualTo(own);
    }

    @Test
    void before_anybody_fills_them_in_there_are_none() {
        assertThat(issuers.of(CENTRE)).isEqualTo(Issuer.NOBODY);
        assertThat(issuers.own(IssuerScope.SCHOOL)).isEmpty();
    }

    @Test
    @DisplayName("R055 every wrong field is named at once")
    void every_wrong_field_is_named() {
        var wrong = new IssuerDetails(
                " ",
                "7707083894",
                "12",
                "1027700132196",
                "",
                "",
                "office",
                "http://school.example",
                new BankDetails("", "044525225", "40702810138000060318", "30101810400000000226"),
                new Signers("", ""));

        assertThat(problems(wrong))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "name", "name-missing",
                        "inn", "inn-wrong",
                        "kpp", "kpp-wrong",
                        "ogrn", "ogrn-wrong",
                        "email", "email-wrong",
                        "offer", "offer-wrong",
                        "bank.name", "bank-incomplete",
                        "bank.account", "account-wrong",
                        "bank.correspondent", "correspondent-wrong"));
        assertThat(trail).isEmpty();
    }

    @Test
    void an_entrepreneur_has_no_kpp_and_a_longer_ogrn() {
        var mixed = with(one -> new IssuerDetails(
                one.name(),
                "500100732259",
                one.kpp(),
                one.ogrn(),
                one.address(),
                one.phone(),
                one.email(),
                one.offer(),
                one.bank(),
                one.signers()));

        assertThat(problems(mixed)).isEqualTo(Map.of("kpp", "kpp-of-companies", "ogrn", "ogrn-of-other"));
    }

    @Test
    void spaces_and_invisible_marks_are_tidied_away() {
        var typed = new IssuerDetails(
                " ООО\u202e  «Ста\ufffeрт»\n",
                "7707 0838 93",
                "773601001 ",
                "1027700132195",
                "",
                "",
                "",
                "",
                new BankDetails("Сбербанк", "044 525 225", "4070 2810 1380 0006 0317", ""),
                new Signers("", ""));

        var saved = issuers.change(IssuerScope.SCHOOL, typed, ADMIN).details();

        assertThat(saved.name()).isEqualTo("ООО «Старт»");
        assertThat(saved.inn()).isEqualTo("7707083893");
        assertThat(saved.bank().account()).isEqualTo("40702810138000060317");
    }

    @ParameterizedTest
    @DisplayName("R056 the offer is a link on a site, and nothing that a browser would carry out")
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "http://school.example",
                "https://",
                "https://localhost/offer",
                "https://bank.example@evil.example/",
                "//evil.example",
                "https:evil.example",
                "https://a b.example/",
                "https://-.example\\@evil"
            })
    void an_offer_that_is_no_safe_link_is_refused(String offer) {
        assertThat(problems(with(one -> offered(one, offer)))).isEqualTo(Map.of("offer", "offer-wrong"));
    }

    @Test
    @DisplayName("R056 a Russian address is kept as computers read it")
    void a_russian_address_of_the_offer_is_kept_as_computers_read_it() {
        var saved = issuers.change(IssuerScope.SCHOOL, offered(COMPANY, "https://школа.рф/оферта?год=2026"), ADMIN);

        assertThat(saved.details().offer())
                .startsWith("https://xn--80atdl2c.xn--p1ai/")
                .matches("[\\x21-\\x7e]+");
    }

    @Test
    void a_change_is_a_new_version_with_a_trace_and_no_change_is_none() {
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);
        issuers.change(IssuerScope.SCHOOL, named("ООО «Финиш»"), ADMIN);

        assertThat(trail).extracting(AuditRecord::action).containsExactly("issuer.changed", "issuer.changed");
        assertThat(trail.get(1).branch()).isZero();
        assertThat(trail.get(1).before()).contains("Старт");
        assertThat(trail.get(1).after()).contains("Финиш").doesNotContain("Старт");
        assertThat(issuers.of(CENTRE).version()).isEqualTo(2);
    }

    @Test
    void a_logo_is_what_its_bytes_say() {
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);

        var png = issuers.changeLogo(IssuerScope.SCHOOL, PNG, ADMIN).logo();
        assertThat(issuers.logo(String.valueOf(png)).orElseThrow().type()).isEqualTo("image/png");

        var jpeg = issuers.changeLogo(IssuerScope.SCHOOL, JPEG, ADMIN).logo();
        assertThat(issuers.logo(String.valueOf(jpeg)).orElseThrow().type()).isEqualTo("image/jpeg");

        assertThat(issuers.removeLogo(IssuerScope.SCHOOL, ADMIN).logo()).isNull();
        assertThat(trail).extracting(AuditRecord::action).contains("issuer.logo");
    }

    @Test
    void what_is_no_small_picture_is_no_logo() {
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);
        var wide = PNG.clone();
        wide[18] = 0x10;

        assertRefused(IssuerProblem.LOGO_UNREADABLE, "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        assertRefused(IssuerProblem.LOGO_UNREADABLE, "GIF89a".getBytes(StandardCharsets.UTF_8));
        assertRefused(IssuerProblem.LOGO_UNREADABLE, new byte[0]);
        assertRefused(IssuerProblem.LOGO_UNREADABLE, Arrays.copyOf(PNG, 17));
        for (int length = 0; length < 200; length++) {
            assertRefused(IssuerProblem.LOGO_UNREADABLE, Arrays.copyOf(JPEG, length));
        }
        assertRefused(IssuerProblem.LOGO_TOO_WIDE, wide);
        assertRefused(IssuerProblem.LOGO_TOO_BIG, Arrays.copyOf(PNG, Issuers.LOGO_LIMIT + 1));
    }

    @Test
    void nothing_but_the_pixels_of_a_logo_is_kept() throws IOException {
        issuers.change(IssuerScope.SCHOOL, COMPANY, ADMIN);
        var text = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (var picture : List.of(PNG, JPEG)) {
            var sent = Arrays.copyOf(picture, picture.length + text.length);
            System.arraycopy(text, 0, sent, picture.length, text.length);

            var name = issuers.changeLogo(IssuerScope.SCHOOL, sent, ADMIN).logo();

            var kept = issuers.logo(String.valueOf(name)).orElseThrow().content();
            assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("script");
            assertThat(ImageIO.read(new ByteArrayInputStream(kept)).getWidth())
                    .isEqualTo(ImageIO.read(new ByteArrayInputStream(picture)).getWidth());
        }
    }

    @Test
    void a_logo_waits_for_details_and_an_unknown_branch_has_none() {
        assertThatThrownBy(() -> issuers.changeLogo(IssuerScope.SCHOOL, PNG, ADMIN))
                .hasMessageContaining("issuer-missing");
        assertThatThrownBy(() -> issuers.change(new IssuerScope(77), COMPANY, ADMIN))
                .hasMessageContaining("branch-unknown");
    }

    private static byte[] jpeg() {
        var written = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB), "jpeg", written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toByteArray();
    }

    private void assertRefused(IssuerProblem problem, byte[] picture) {
        assertThatThrownBy(() -> issuers.changeLogo(IssuerScope.SCHOOL, picture, ADMIN))
                .as("%d bytes", picture.length)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(problem));
    }

    private Map<String, String> problems(IssuerDetails details) {
        var refusal =
                catchThrowableOfType(ProblemException.class, () -> issuers.change(IssuerScope.SCHOOL, details, ADMIN));
        return refusal.fields().stream()
                .collect(Collectors.toMap(one -> one.field(), one -> one.type().code()));
    }

    private static IssuerDetails with(UnaryOperator<IssuerDetails> change) {
        return change.apply(COMPANY);
    }

    private static IssuerDetails named(String name) {
        return new IssuerDetails(name, "", "", "", "", "", "", "", BankDetails.NONE, new Signers("", ""));
    }

    private static IssuerDetails offered(IssuerDetails one, String offer) {
        return new IssuerDetails(
                one.name(),
                one.inn(),
                one.kpp(),
                one.ogrn(),
                one.address(),
                one.phone(),
                one.email(),
                offer,
                one.bank(),
                one.signers());
    }

    private static Branch branch(BranchId id) {
        return new Branch(id, "Центр", ZoneId.of("Europe/Moscow"), Currency.getInstance("RUB"));
    }
}
