package org.schoolcrm.shell.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.schoolcrm.billing.api.Invariants.Finding;
import org.schoolcrm.runtime.api.AuditTrail;

class BillingAuditTest {

    private static final Finding HELD = new Finding("I2", "No bank operation stands twice", 0, List.of());
    private static final Finding BROKEN = new Finding("I5", "Paid is paid", 3, List.of("invoice 17"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shows_every_invariant_and_the_state_of_the_chains() throws CommandException {
        print(List.of(HELD), List.of());

        assertThat(printed())
                .contains("I2", "No bank operation stands twice")
                .contains("Audit trail: 12 sealed records, 0 flaws");
    }

    @Test
    void fails_where_an_invariant_is_broken() {
        assertThatThrownBy(() -> print(List.of(HELD, BROKEN), List.of()))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.getNiceHelp()).isEqualTo("What is stored contradicts itself"));
        assertThat(printed()).contains("invoice 17");
    }

    @Test
    void fails_where_a_chain_is_broken() {
        var flaw = new AuditTrail.Flaw(1, LocalDate.parse("2026-09-01"), 4, "record 9 was changed");

        assertThatThrownBy(() -> print(List.of(HELD), List.of(flaw))).hasMessageContaining("contradicts itself");
        assertThat(printed()).contains("branch 1, 2026-09-01, place 4: record 9 was changed");
    }

    private void print(List<Finding> findings, List<AuditTrail.Flaw> flaws) throws CommandException {
        new BillingAudit().print(new PrintStream(out, true, StandardCharsets.UTF_8), () -> findings, new AuditTrail() {
            @Override
            public List<Entry> page(Filter filter, long before, int limit) {
                return List.of();
            }

            @Override
            public Verdict verify() {
                return new Verdict(12, flaws);
            }
        });
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
