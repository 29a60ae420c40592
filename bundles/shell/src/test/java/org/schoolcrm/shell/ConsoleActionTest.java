package org.schoolcrm.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceStatus;

class ConsoleActionTest {

    private final Sample command = new Sample();

    @Test
    void options_may_stand_behind_the_arguments() throws CommandException {
        command.words = List.of("7", "--on", "2026-09-01", "--limit", "3", "--id", "12", "--confirm", "8");

        command.execute();

        assertThat(command.words).containsExactly("7", "8");
        assertThat(command.on).isEqualTo("2026-09-01");
        assertThat(command.limit).isEqualTo(3);
        assertThat(command.id).isEqualTo(12);
        assertThat(command.confirm).isTrue();
    }

    @Test
    void a_value_may_stand_in_the_same_word_as_its_option() throws CommandException {
        command.words = List.of("7", "--on=2026-09-01", "--confirm=false");
        command.confirm = true;

        command.execute();

        assertThat(command.on).isEqualTo("2026-09-01");
        assertThat(command.confirm).isFalse();
    }

    @Test
    void a_word_that_is_no_option_is_refused_where_only_options_may_stand() throws CommandException {
        command.behind = List.of("--limit", "3");
        command.execute();
        assertThat(command.behind).isEmpty();

        command.behind = List.of("--limit", "3", "18");
        assertThatThrownBy(command::execute).hasMessage("There is a word too many: 18");
    }

    @Test
    void an_option_that_nobody_has_or_that_lacks_its_value_is_refused() {
        command.words = List.of("--until", "2026-09-01");
        assertThatThrownBy(command::execute).hasMessageContaining("no option --until");

        command.words = List.of("--on");
        assertThatThrownBy(command::execute).hasMessage("Say a value behind --on");
    }

    @Test
    void a_refusal_is_words_and_none_of_javas() {
        assertThat(refusal(() -> {
                    throw BillingProblem.INVOICE_UNKNOWN.refuse(17);
                }))
                .isEqualTo("There is no such invoice");
        assertThat(refusal(() -> InvoiceStatus.valueOf("OPEN")))
                .isEqualTo("There is no choice 'OPEN': the command with --help lists them.");
        assertThat(refusal(() -> Moments.days("tomorrow..2026-09-30")))
                .startsWith("'tomorrow' is no day or moment: write it such");
        assertThat(refusal(() -> Long.parseLong("many"))).isEqualTo("'many' is no number.");
        assertThat(refusal(() -> ConsoleAction.needs("--reason", false))).startsWith("Say --reason");
    }

    @Test
    void a_bug_is_no_refusal() {
        command.work = () -> {
            throw new IllegalStateException("a bug");
        };

        assertThatThrownBy(command::execute).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void counts_are_words_and_not_a_map() {
        var counts =
                new EnumMap<InvoiceStatus, Long>(Map.of(InvoiceStatus.AWAITING_PAYMENT, 3L, InvoiceStatus.PAID, 1L));

        assertThat(Tables.counts(counts)).isEqualTo("awaiting payment 3, paid 1");
        assertThat(Tables.counts(Map.of())).isEqualTo("none");
    }

    @Test
    void a_refusal_is_shown_without_words_of_karaf() {
        command.words = List.of("--until");

        assertThatThrownBy(command::execute)
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refusal -> assertThat(refusal.getNiceHelp()).isEqualTo(refusal.getMessage()));
    }

    private String refusal(Runnable work) {
        command.work = work;
        try {
            command.execute();
            return "";
        } catch (CommandException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static final class Sample extends ConsoleAction {

        @Option(name = "--on")
        private String on = "";

        @Option(name = "--limit")
        private int limit;

        @Option(name = "--id")
        private long id;

        @Option(name = "--confirm")
        private boolean confirm;

        @Argument(multiValued = true)
        private List<String> words = List.of();

        @Argument(index = 1, name = "options", multiValued = true)
        private List<String> behind = List.of();

        private Runnable work = () -> {};

        @Override
        protected void perform() {
            work.run();
        }
    }
}
