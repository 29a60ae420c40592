package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.channel.testkit.scripted.PrepaidChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.ProviderAccountControl;
import org.schoolcrm.mailing.core.account.BalanceMonitor;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.shell.channel.ChannelAccounts;
import org.schoolcrm.shell.channel.ChannelPause;
import org.schoolcrm.shell.channel.ChannelResume;
import org.schoolcrm.shell.channel.ChannelTest;

/** The console commands about accounts with providers of messages, with the whole application behind them. */
class ChannelCommandsTest {

    private static final Actor OPERATOR = new Actor("console:karaf");

    private static TestDatabase database;
    private static TestApplication application;
    private static ProviderAccount account;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 20)
                .withMail();
        application.offer(MessageChannel.class, new PrepaidChannel());
        account = application
                .the(ProviderAccounts.class)
                .connect(
                        new BranchId(1),
                        PrepaidChannel.PROVIDER,
                        "СМС",
                        Map.of("login", "school", "password", "only-we-know"),
                        ProviderTerms.USUAL,
                        OPERATOR);
    }

    @AfterAll
    static void close() {
        application.close();
        database.close();
    }

    @Test
    void accounts_are_shown_with_their_health_and_balance_and_can_be_tried() {
        application.work(BalanceMonitor.KIND);

        assertThat(listed())
                .contains("smtp", "org.schoolcrm.channel.email.cfg", "prepaid", "СМС", "1000.00 RUB")
                .doesNotContain("only-we-know", account.hookKey());

        var trial = new ChannelTest();
        trial.account = account.id().value();
        assertThat(said(out -> trial.run(out, application.the(ProviderAccounts.class), OPERATOR)))
                .contains("OK", "/hooks/messages/prepaid/" + account.hookKey());
    }

    @Test
    void an_account_is_paused_and_resumed() {
        var pause = new ChannelPause();
        pause.account = account.id().value();
        assertThat(said(out -> pause.run(out, control(), OPERATOR))).contains("Paused");
        assertThat(listed()).contains("STOPPED");

        var resume = new ChannelResume();
        resume.account = account.id().value();
        assertThat(said(out -> resume.run(out, control(), OPERATOR))).contains("Resumed");
        assertThat(listed()).doesNotContain("STOPPED");
    }

    private static String listed() {
        var list = new ChannelAccounts();
        list.branch = 1;
        list.accounts = application.the(ProviderAccounts.class);
        return said(out -> list.run(out, control(), OPERATOR));
    }

    private static ProviderAccountControl control() {
        return application.the(ProviderAccountControl.class);
    }

    private static String said(Consumer<PrintStream> command) {
        var out = new ByteArrayOutputStream();
        command.accept(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
