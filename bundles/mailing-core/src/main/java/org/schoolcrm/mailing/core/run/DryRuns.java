package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.mailing.api.DryRun;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.InvoiceMessages;
import org.schoolcrm.mailing.core.template.InvoiceMessages.Addressed;
import org.schoolcrm.mailing.core.template.MessageComposers;
import org.schoolcrm.mailing.core.template.PreviewSamples;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** Does what a run does, on the same data and by the same rules, but writes and sends nothing. */
public final class DryRuns {

    private static final int PAGE = 500;
    private static final int SHOWN = 200;

    private final RunFactory factory;
    private final Customers customers;
    private final Billing billing;
    private final PageAssessment assessment;
    private final MessageComposers composers;
    private final Routing routing;
    private final Clock clock;

    public DryRuns(
            RunFactory factory,
            Customers customers,
            Billing billing,
            PageAssessment assessment,
            MessageComposers composers,
            Routing routing,
            Clock clock) {
        this.factory = factory;
        this.customers = customers;
        this.billing = billing;
        this.assessment = assessment;
        this.composers = composers;
        this.routing = routing;
        this.clock = clock;
    }

    public DryRun of(Mailing mailing, Branch branch, LocalDate on) {
        var simulation = new Simulation(factory.dry(mailing, on), branch, moment(mailing, branch, on));
        var whom = mailing.settings().what().whom();
        var filter = new CandidateFilter(whom.statuses(), whom.legalTypes());
        String after = null;
        do {
            var page = customers.candidates(branch.id(), filter, after, PAGE);
            if (!page.customers().isEmpty()) {
                simulation.add(Set.copyOf(page.customers()));
            }
            after = page.next();
        } while (after != null);
        return simulation.report();
    }

    /** Now for today; for another day the time of the mailing, because lessons before it will have begun by then. */
    private Instant moment(Mailing mailing, Branch branch, LocalDate on) {
        var time = mailing.settings().when().time();
        return on.equals(clock.today(branch.zone()))
                ? clock.now()
                : Schedule.moment(on.atTime(time == null ? LocalTime.MIN : time), branch.zone());
    }

    private final class Simulation {

        private final MailingRun run;
        private final Branch branch;
        private final Instant asOf;
        private final DateRange window;
        private final InvoiceMessages composer;
        private final MessageCosts costs;
        private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
        private final List<RunEntry> entries = new ArrayList<>();
        private final List<Preview> messages = new ArrayList<>();
        private long customerCount;
        private long billed;
        private long failed;
        private long messageCount;
        private long segments;
        private Money amount;

        Simulation(MailingRun run, Branch branch, Instant asOf) {
            this.run = run;
            this.branch = branch;
            this.asOf = asOf;
            this.window = run.what().window(run.issued());
            this.composer = composers.forRun(run, branch);
            this.costs = new MessageCosts(routing, branch);
            this.amount = Money.zero(branch.currency());
        }

        void add(Set<CustomerId> who) {
            var result = assessment.assess(run, branch, who, asOf);
            var unpaid = run.what().reissue()
                    ? Set.<CustomerId>of()
                    : billing.customersWithUnpaid(branch.id(), who, run.id().value());
            customerCount += who.size();
            take(result.without(unpaid));
        }

        private void take(PageResult result) {
            result.entries().forEach(this::take);
            result.inFlight().forEach(this::take);
            var addressed = new ArrayList<Addressed>();
            for (var planned : result.planned()) {
                billed++;
                amount = amount.plus(planned.draft().amount());
                addressed.add(
                        composer.address(planned, PreviewSamples.invoice(planned.draft(), asOf), PreviewSamples.LINK));
                show(RunEntry.wouldBill(
                        run.id(),
                        planned.customer(),
                        planned.draft().account(),
                        planned.draft().amount()));
            }
            composer.compose(addressed, asOf).stream()
                    .filter(message -> message.purpose() == Purpose.INVOICE)
                    .forEach(this::take);
        }

        private void take(RunEntry entry) {
            var reason = entry.reason();
            if (reason == null) {
                failed++;
            } else {
                skipped.merge(reason, 1L, Long::sum);
            }
            show(entry);
        }

        private void show(RunEntry entry) {
            if (entries.size() < SHOWN) {
                entries.add(entry);
            }
        }

        private void take(NewMessage message) {
            messageCount++;
            var preview = PreviewSamples.preview(
                    message,
                    composer.templateOf(message),
                    routing.encodingOf(message.route().channel()));
            segments += preview.segments();
            costs.add(preview);
            if (messages.size() < SHOWN) {
                messages.add(preview);
            }
        }

        DryRun report() {
            var cost = costs.total().orElse(null);
            return new DryRun(
                    run.issued(),
                    window,
                    customerCount,
                    billed,
                    failed,
                    skipped,
                    amount,
                    messageCount,
                    segments,
                    costs.byChannel(),
                    cost,
                    List.copyOf(entries),
                    List.copyOf(messages),
                    run.limits().arePassedBy(billed, amount.minor()),
                    run.limits().asksAboutCost(cost == null ? null : cost.minor()));
        }
    }
}
