package org.schoolcrm.rest;

import static org.schoolcrm.mailing.api.MailingProblem.RUN_UNKNOWN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.money.Money;

/** Runs of mailings: how far they are and what they did. */
@Path("/runs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int PAGE = 500;

    private final Mailings mailings;

    public RunResource(Mailings mailings) {
        this.mailings = mailings;
    }

    /** A run in a list. */
    public record RunView(
            RunId id,
            MailingId mailing,
            BranchId branch,
            MailingRun.State state,
            LocalDate issued,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        static RunView of(MailingRun run) {
            return new RunView(
                    run.id(),
                    run.mailing(),
                    run.branch(),
                    run.state(),
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
            Map<MessageState, Long> messages) {

        static ProgressView of(RunProgress progress) {
            return new ProgressView(
                    RunView.of(progress.run()),
                    progress.customers(),
                    progress.done(),
                    progress.billed(),
                    progress.failed(),
                    progress.skipped(),
                    progress.amount(),
                    progress.messages());
        }
    }

    @GET
    public ProgressView show(@Context Guard guard, @PathParam("id") RunId id) {
        return ProgressView.of(mailings.progress(open(guard, id).id()));
    }

    @GET
    @Path("/entries")
    public List<RunEntry> entries(
            @Context Guard guard,
            @PathParam("id") RunId id,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return mailings.entries(open(guard, id).id(), Math.max(0, offset), Math.min(PAGE, Math.max(1, limit)));
    }

    private MailingRun open(Guard guard, RunId id) {
        var run = mailings.findRun(id).orElseThrow(() -> RUN_UNKNOWN.refuse(id));
        guard.open(Permission.MAILING_READ, run.branch());
        return run;
    }
}
