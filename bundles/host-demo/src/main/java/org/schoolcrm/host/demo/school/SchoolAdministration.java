package org.schoolcrm.host.demo.school;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * The school's daily work, as far as a forecast depends on it: lessons, freezes, cash.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link SchoolProblem}.
 */
public final class SchoolAdministration {

    private static final long MOST_CASH = 10_000_000_000L;

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public SchoolAdministration(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** For everybody who was to come; a lesson that has been held stays held. */
    public void cancel(BranchId branch, LessonId lesson) {
        change(branch, lesson, "status = 'CANCELLED'", null);
    }

    /** Takes a cancellation back. */
    public void restore(BranchId branch, LessonId lesson) {
        change(branch, lesson, "status = 'PLANNED'", null);
    }

    public void move(BranchId branch, LessonId lesson, Instant start) {
        change(branch, lesson, "starts_at = :start", start);
    }

    /** Whether this customer alone is let off the lesson. */
    public void excuse(BranchId branch, LessonId lesson, CustomerId customer, boolean excused) {
        inTransaction(handle -> {
            require(handle, branch, customer);
            var unused = statusOf(handle, branch, lesson);
            handle.createUpdate("delete from school_attendance where lesson_id = :lesson and customer_id = :customer")
                    .bind("lesson", lesson.value())
                    .bind("customer", customer.value())
                    .execute();
            return handle.createUpdate("insert into school_attendance (lesson_id, customer_id, attended, excused)"
                            + " values (:lesson, :customer, false, :excused)")
                    .bind("lesson", lesson.value())
                    .bind("customer", customer.value())
                    .bind("excused", excused)
                    .execute();
        });
    }

    /** Both days are frozen; without a subscription all of them are. */
    public void freeze(
            BranchId branch,
            CustomerId customer,
            @Nullable SubscriptionId subscription,
            LocalDate begin,
            LocalDate end) {
        if (new DateRange(begin, end).isBackwards()) {
            throw SchoolProblem.FREEZE_BACKWARDS.refuse();
        }
        inTransaction(handle -> {
            require(handle, branch, customer);
            if (subscription != null && !owns(handle, customer, subscription)) {
                throw SchoolProblem.SUBSCRIPTION_UNKNOWN.refuse();
            }
            return handle.createUpdate("insert into school_freeze (id, customer_id, subscription_id, begins, ends)"
                            + " values (nextval('school_id'), :customer, :subscription, :begins, :ends)")
                    .bind("customer", customer.value())
                    .bindByType("subscription", subscription == null ? null : subscription.value(), Long.class)
                    .bind("begins", begin)
                    .bind("ends", end)
                    .execute();
        });
    }

    public void unfreeze(BranchId branch, CustomerId customer, long freeze) {
        inTransaction(handle -> {
            require(handle, branch, customer);
            int gone = handle.createUpdate("delete from school_freeze where id = :id and customer_id = :customer")
                    .bind("id", freeze)
                    .bind("customer", customer.value())
                    .execute();
            if (gone == 0) {
                throw SchoolProblem.FREEZE_UNKNOWN.refuse();
            }
            return gone;
        });
    }

    /** Takes cash: one more entry of the ledger, in minor units of the branch's currency. */
    public void payCash(BranchId branch, CustomerId customer, AccountId account, long minor, String note) {
        if (minor <= 0) {
            throw SchoolProblem.PAYMENT_NOT_POSITIVE.refuse();
        }
        if (minor > MOST_CASH) {
            throw SchoolProblem.PAYMENT_IMPLAUSIBLE.refuse();
        }
        inTransaction(handle -> {
            require(handle, branch, customer);
            int changed = handle.createUpdate("update school_account set balance = balance + :amount"
                            + " where customer_id = :customer and account_id = :account")
                    .bind("amount", minor)
                    .bind("customer", customer.value())
                    .bind("account", account.value())
                    .execute();
            if (changed == 0) {
                throw HostProblem.ACCOUNT_UNKNOWN.refuse();
            }
            return handle.createUpdate("insert into school_entry (customer_id, account_id, amount, at, note)"
                            + " values (:customer, :account, :amount, :at, :note)")
                    .bind("customer", customer.value())
                    .bind("account", account.value())
                    .bind("amount", minor)
                    .bind("at", clock.now())
                    .bind("note", note)
                    .execute();
        });
    }

    private void change(BranchId branch, LessonId lesson, String what, @Nullable Instant start) {
        inTransaction(handle -> {
            if (statusOf(handle, branch, lesson).equals("HELD")) {
                throw SchoolProblem.LESSON_IS_HELD.refuse();
            }
            var update = handle.createUpdate("update school_lesson set " + what + " where id = :id")
                    .bind("id", lesson.value());
            if (start != null) {
                update.bind("start", start.atOffset(ZoneOffset.UTC));
            }
            return update.execute();
        });
    }

    private static String statusOf(Handle handle, BranchId branch, LessonId lesson) {
        return handle.createQuery("select status from school_lesson where id = :id and branch_id = :branch for update")
                .bind("id", lesson.value())
                .bind("branch", branch.value())
                .mapTo(String.class)
                .findOne()
                .orElseThrow(SchoolProblem.LESSON_UNKNOWN::refuse);
    }

    private static void require(Handle handle, BranchId branch, CustomerId customer) {
        boolean known = handle.createQuery(
                        "select id from school_customer where id = :id and branch_id = :branch for update")
                .bind("id", customer.value())
                .bind("branch", branch.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (!known) {
            throw HostProblem.CUSTOMER_UNKNOWN.refuse(customer);
        }
    }

    private static boolean owns(Handle handle, CustomerId customer, SubscriptionId subscription) {
        return handle.createQuery("select count(*) from school_subscription where id = :id and customer_id = :customer")
                        .bind("id", subscription.value())
                        .bind("customer", customer.value())
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    private void inTransaction(HandleCallback<Integer, RuntimeException> work) {
        transactions.run(() -> tables.jdbi().withHandle(work));
    }
}
