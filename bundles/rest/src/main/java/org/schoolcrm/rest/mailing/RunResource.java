package org.schoolcrm.rest.mailing;

import static org.schoolcrm.mailing.api.MailingProblem.RUN_UNKNOWN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.money.Money;
import org.schoolcrm.rest.file.Download;
import org.schoolcrm.rest.http.Begins;
import org.schoolcrm.rest.http.Guard;
import org.schoolcrm.rest.http.Language;
import org.schoolcrm.rest.http.Page;
import org.schoolcrm.rest.http.Paging;
import org.schoolcrm.rest.school.AccountNames;

/** Runs of mailings: how far they are and what they did. */
@Path("/runs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int PAGE = 500;

    private final MailingRuns runs;
    private final AccountNames names;

    public RunResource(MailingRuns runs, AccountNames names) {
        this.runs = runs;
        this.names = names;
    }

    /** A run in a list. */
    public record RunView(
            RunId id,
            MailingId mailing,
            BranchId branch,
            String name,
            String trigger,
            MailingRun.State state,
            MailingRun.Brake brake,
            MailingRun.@Nullable Missed missed,
            LocalDate issued,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        public static RunView of(MailingRun run) {
            return new RunView(
                    run.id(),
                    run.mailing(),
                    run.branch(),
                    run.settings().name(),
                    run.trigger(),
                    run.state(),
                    run.brake(),
                    run.missed(),
                    run.issued(),
                    run.startedAt(),
                    run.finishedAt());
        }
    }

    /** A run with its figures. */
    public record ProgressView(
            RunView run,
            long customers,
            long done,
            long billed,
            long failed,
            Map<SkipReason, Long> skipped,
            Money amount,
            Map<MessageState, Long> messages,
            RunProgress.Funnel funnel,
            boolean channelAbsent,
            @Nullable Long perMinute,
            @Nullable Long secondsLeft,
            long remindersWaiting) {

        public static ProgressView of(RunProgress progress) {
            return new ProgressView(
                    RunView.of(progress.run()),
                    progress.customers(),
                    progress.done(),
                    progress.billed(),
                    progress.failed(),
                    progress.skipped(),
                    progress.amount(),
                    progress.messages(),
                    progress.funnel(),
                    progress.channelAbsent(),
                    progress.perMinute(),
                    progress.left() == null ? null : progress.left().toSeconds(),
                    progress.remindersWaiting());
        }
    }

    /** What a run did about one account; {@code accountName} is that of its subscription, null for the base account. */
    public record EntryView(
            RunId run,
            CustomerId customer,
            AccountId account,
            @Nullable String accountName,
            String customerName,
            RunEntry.Outcome outcome,
            @Nullable SkipReason reason,
            @Nullable String error,
            @Nullable InvoiceId invoice,
            @Nullable Money amount) {

        static EntryView of(RunEntry entry, AccountNames.Names names) {
            return new EntryView(
                    entry.run(),
                    entry.customer(),
                    entry.account(),
                    names.find(entry.customer(), entry.account()).orElse(null),
                    entry.customerName(),
                    entry.outcome(),
                    entry.reason(),
                    entry.error(),
                    entry.invoice(),
                    entry.amount());
        }
    }

    /** How many reminders were stopped. */
    public record StoppedView(int stopped) {}

    @GET
    public ProgressView show(@Context Guard guard, @PathParam("id") RunId id) {
        return ProgressView.of(
                runs.progress(open(guard, Permission.MAILING_READ, id).id()));
    }

    @GET
    @Path("/entries")
    public Page<EntryView> entries(@Context Guard guard, @PathParam("id") RunId id, @Context Paging paging) {
        var run = open(guard, Permission.MAILING_READ, id);
        var page = paging.byPlace((place, limit) -> runs.entries(run.id(), place, limit));
        var named = names(run, page.items());
        return page.map(entry -> EntryView.of(entry, named));
    }

    /** Only customers with separate accounts are asked for. */
    private AccountNames.Names names(MailingRun run, List<RunEntry> entries) {
        return names.of(
                run.branch(),
                entries.stream()
                        .filter(entry -> !entry.account().isBase())
                        .map(RunEntry::customer)
                        .collect(Collectors.toSet()));
    }

    /** What the run did, as a table: {@code format} is {@code csv} or {@code xlsx}. */
    @GET
    @Path("/export")
    @Produces({Download.CSV, Download.XLSX, MediaType.APPLICATION_JSON, "application/problem+json"})
    public Download export(
            @Context Guard guard,
            @Context HttpHeaders headers,
            @PathParam("id") RunId id,
            @QueryParam("format") @DefaultValue("csv") String format) {
        var run = open(guard, Permission.MAILING_READ, id);
        var language = Language.of(headers);
        return Download.of("run-" + id, format, language, table -> {
            var columns = new RunColumns(language);
            table.row(columns.head());
            int offset = 0;
            for (var entries = runs.entries(run.id(), offset, PAGE); !entries.isEmpty(); ) {
                var named = names(run, entries);
                for (var entry : entries) {
                    table.row(columns.of(entry, named));
                }
                offset += entries.size();
                entries = runs.entries(run.id(), offset, PAGE);
            }
        });
    }

    /** Holds the run back; what is issued stays, messages wait. */
    @POST
    @Path("/pause")
    public RunView pause(@Context Guard guard, @PathParam("id") RunId id) {
        return RunView.of(runs.pause(open(guard, Permission.MAILING_RUN, id).id(), guard.actor()));
    }

    /** Lets a paused or parked run go on. */
    @POST
    @Path("/resume")
    public RunView resume(@Context Guard guard, @PathParam("id") RunId id) {
        return RunView.of(runs.resume(open(guard, Permission.MAILING_RUN, id).id(), guard.actor()));
    }

    /** Ends the run for good. */
    @POST
    @Path("/stop")
    public RunView stop(@Context Guard guard, @PathParam("id") RunId id) {
        return RunView.of(runs.stop(open(guard, Permission.MAILING_RUN, id).id(), guard.actor()));
    }

    /** Cancels the reminders that wait, also when the run itself is over. */
    @POST
    @Path("/stop-reminders")
    public StoppedView stopReminders(@Context Guard guard, @PathParam("id") RunId id) {
        return new StoppedView(
                runs.stopReminders(open(guard, Permission.MAILING_RUN, id).id(), guard.actor()));
    }

    /** Tries once more what has failed. */
    @POST
    @Begins("/runs/{id}")
    @Path("/retry-failures")
    public RunView retryFailures(@Context Guard guard, @PathParam("id") RunId id) {
        return RunView.of(
                runs.retryFailures(open(guard, Permission.MAILING_RUN, id).id(), guard.actor()));
    }

    private MailingRun open(Guard guard, Permission permission, RunId id) {
        var run = runs.find(id).filter(one -> guard.sees(one.branch())).orElseThrow(() -> RUN_UNKNOWN.refuse(id));
        guard.open(permission, run.branch());
        return run;
    }
}
