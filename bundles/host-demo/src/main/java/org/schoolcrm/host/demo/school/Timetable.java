package org.schoolcrm.host.demo.school;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.HostProblem;

/** What the school's pages show of calendar, groups and ledger; for people, not for billing. */
public final class Timetable {

    private static final int ENTRIES = 50;

    private final SchoolTables tables;

    public Timetable(SchoolTables tables) {
        this.tables = tables;
    }

    /**
     * A lesson in a calendar, in the branch's wall-clock time.
     *
     * @param title the group's name or the pupil's
     */
    public record Slot(
            long id,
            String start,
            int minutes,
            String title,
            @Nullable Long customer,
            long subject,
            String status) {}

    /** A group and how many belong to it on a day. */
    public record Group(long id, String name, long subject, int members) {}

    /** A movement of an account, in minor units. */
    public record Entry(long account, long amount, String at, String note) {}

    /** A freeze of a customer. */
    public record Freeze(long id, @Nullable Long subscription, String begin, String end) {}

    /** The branch's lessons of a week, in order of time. */
    public List<Slot> week(Branch branch, LocalDate monday) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select l.*, g.name as group_name, c.name as pupil"
                                + " from school_lesson l left join school_group g on g.id = l.group_id"
                                + " left join school_customer c on c.id = l.customer_id"
                                + " where l.branch_id = :branch and l.starts_at >= :from and l.starts_at < :until"
                                + " order by l.starts_at, l.id")
                        .bind("branch", branch.id().value())
                        .bind("from", monday.atStartOfDay(branch.zone()).toInstant())
                        .bind(
                                "until",
                                monday.plusWeeks(1).atStartOfDay(branch.zone()).toInstant())
                        .map((row, context) -> new Slot(
                                row.getLong("id"),
                                Columns.instant(row, "starts_at")
                                        .atZone(branch.zone())
                                        .toLocalDateTime()
                                        .toString(),
                                row.getInt("minutes"),
                                row.getString("group_name") == null
                                        ? row.getString("pupil")
                                        : row.getString("group_name"),
                                Columns.number(row, "customer_id"),
                                row.getLong("subject_id"),
                                row.getString("status")))
                        .list());
    }

    public List<Group> groups(Branch branch, LocalDate day) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select g.*, (select count(*) from school_membership m"
                                + " where m.group_id = g.id and m.begins <= :day and (m.ends is null or m.ends >= :day))"
                                + " as members from school_group g where g.branch_id = :branch order by g.name, g.id")
                        .bind("branch", branch.id().value())
                        .bind("day", day)
                        .map((row, context) -> new Group(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getLong("subject_id"),
                                row.getInt("members")))
                        .list());
    }

    /** Newest first; refuses a customer of another branch. */
    public List<Entry> ledger(Branch branch, CustomerId customer) {
        requireOf(branch.id(), customer);
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from school_entry where customer_id = :customer"
                                + " order by at desc, id desc fetch first " + ENTRIES + " rows only")
                        .bind("customer", customer.value())
                        .map((row, context) -> new Entry(
                                row.getLong("account_id"),
                                row.getLong("amount"),
                                Columns.instant(row, "at")
                                        .atZone(branch.zone())
                                        .toLocalDateTime()
                                        .toString(),
                                row.getString("note")))
                        .list());
    }

    /** Refuses a customer of another branch. */
    public List<Freeze> freezes(BranchId branch, CustomerId customer) {
        requireOf(branch, customer);
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from school_freeze where customer_id = :customer order by begins, id")
                        .bind("customer", customer.value())
                        .map((row, context) -> new Freeze(
                                row.getLong("id"),
                                Columns.number(row, "subscription_id"),
                                row.getObject("begins", LocalDate.class).toString(),
                                row.getObject("ends", LocalDate.class).toString()))
                        .list());
    }

    private void requireOf(BranchId branch, CustomerId customer) {
        boolean known = tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select 1 from school_customer where id = :id and branch_id = :branch")
                        .bind("id", customer.value())
                        .bind("branch", branch.value())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
        if (!known) {
            throw HostProblem.CUSTOMER_UNKNOWN.refuse(customer);
        }
    }
}
