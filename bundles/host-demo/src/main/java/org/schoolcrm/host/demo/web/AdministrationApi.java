package org.schoolcrm.host.demo.web;

import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.school.SchoolAdministration;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.Timetable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.SubscriptionId;

/** The pages on which people do the school's daily work. */
@Path("/office/{branch}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AdministrationApi {

    private final SchoolAdministration administration;
    private final Timetable timetable;
    private final BranchAccess access;

    public AdministrationApi(
            SchoolAdministration administration, Timetable timetable, TableBranches branches, SessionCallers callers) {
        this.administration = administration;
        this.timetable = timetable;
        this.access = new BranchAccess(branches, callers);
    }

    /** A lesson's new time, in the branch's wall-clock time. */
    public record Move(@Nullable String start) {}

    /** Whether a customer is let off. */
    public record Excuse(long customer, boolean excused) {}

    /** Days to be frozen, both included. */
    public record NewFreeze(
            @Nullable Long subscription,
            @Nullable String begin,
            @Nullable String end) {}

    /** Cash, in minor units. */
    public record Cash(long account, long amount) {}

    @GET
    @Path("calendar")
    public List<Timetable.Slot> week(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @QueryParam("day") @Nullable String day) {
        var home = access.look(request, branch);
        var monday = Parameters.day("day", day).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return timetable.week(home, monday);
    }

    @GET
    @Path("groups")
    public List<Timetable.Group> groups(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @QueryParam("day") @Nullable String day) {
        return timetable.groups(access.look(request, branch), Parameters.day("day", day));
    }

    @GET
    @Path("customers/{customer}/ledger")
    public List<Timetable.Entry> ledger(
            @Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("customer") long id) {
        return timetable.ledger(access.look(request, branch), new CustomerId(id));
    }

    @GET
    @Path("customers/{customer}/freezes")
    public List<Timetable.Freeze> freezes(
            @Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("customer") long id) {
        return timetable.freezes(access.look(request, branch).id(), new CustomerId(id));
    }

    @POST
    @Path("lessons/{lesson}/cancel")
    public void cancel(
            @Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("lesson") long lesson) {
        administration.cancel(teach(request, branch).id(), new LessonId(lesson));
    }

    @POST
    @Path("lessons/{lesson}/restore")
    public void restore(
            @Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("lesson") long lesson) {
        administration.restore(teach(request, branch).id(), new LessonId(lesson));
    }

    @POST
    @Path("lessons/{lesson}/move")
    public void move(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("lesson") long lesson,
            Move move) {
        var home = teach(request, branch);
        var start = Parameters.time("start", move.start()).atZone(home.zone()).toInstant();
        administration.move(home.id(), new LessonId(lesson), start);
    }

    @POST
    @Path("lessons/{lesson}/excuse")
    public void excuse(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("lesson") long lesson,
            Excuse excuse) {
        var home = teach(request, branch).id();
        administration.excuse(home, new LessonId(lesson), new CustomerId(excuse.customer()), excuse.excused());
    }

    @POST
    @Path("customers/{customer}/freezes")
    public void freeze(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("customer") long customer,
            NewFreeze freeze) {
        var subscription = freeze.subscription() == null ? null : new SubscriptionId(freeze.subscription());
        administration.freeze(
                teach(request, branch).id(),
                new CustomerId(customer),
                subscription,
                Parameters.day("begin", freeze.begin()),
                Parameters.day("end", freeze.end()));
    }

    @DELETE
    @Path("customers/{customer}/freezes/{freeze}")
    public void unfreeze(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("customer") long customer,
            @PathParam("freeze") long freeze) {
        administration.unfreeze(teach(request, branch).id(), new CustomerId(customer), freeze);
    }

    @POST
    @Path("customers/{customer}/payments")
    public void pay(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("customer") long customer,
            Cash cash) {
        BranchId home = access.change(request, branch, Role::takesCash).id();
        administration.payCash(
                home,
                new CustomerId(customer),
                Parameters.account("account", cash.account()),
                cash.amount(),
                "Наличные");
    }

    private Branch teach(HttpServletRequest request, long branch) {
        return access.change(request, branch, Role::teaches);
    }
}
