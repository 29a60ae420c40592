package org.schoolcrm.host.demo.data;

import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.host.demo.SchoolTables;

/** The rows of many customers, collected to be written table by table. */
final class CustomerRows {

    final List<Object[]> customers = new ArrayList<>();
    final List<Object[]> contacts = new ArrayList<>();
    final List<Object[]> subscriptions = new ArrayList<>();
    final List<Object[]> postedPeriods = new ArrayList<>();
    final List<Object[]> memberships = new ArrayList<>();
    final List<Object[]> lessons = new ArrayList<>();
    final List<Object[]> attendance = new ArrayList<>();
    final List<Object[]> freezes = new ArrayList<>();
    final List<Object[]> discounts = new ArrayList<>();
    final List<Object[]> accounts = new ArrayList<>();
    final List<Object[]> entries = new ArrayList<>();

    void write(SchoolTables tables) {
        tables.insertAll(
                "insert into school_customer (id, branch_id, name, legal_type, status_id, lead, archived)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                customers);
        tables.insertAll(
                "insert into school_contact (customer_id, position, kind, address) values (?, ?, ?, ?)", contacts);
        tables.insertAll(
                "insert into school_subscription (id, customer_id, name, separate, unit, price, lesson_count,"
                        + " lessons_charged, lessons_left, subject_id, lesson_type_id, begins, ends)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                subscriptions);
        tables.insertAll("insert into school_posted_period (subscription_id, begins) values (?, ?)", postedPeriods);
        tables.insertAll(
                "insert into school_membership (group_id, customer_id, begins, ends) values (?, ?, ?, ?)", memberships);
        tables.insertAll(LessonPlan.INSERT, lessons);
        tables.insertAll(
                "insert into school_attendance (lesson_id, customer_id, attended, excused) values (?, ?, ?, ?)",
                attendance);
        tables.insertAll(
                "insert into school_freeze (id, customer_id, subscription_id, begins, ends) values (?, ?, ?, ?, ?)",
                freezes);
        tables.insertAll(
                "insert into school_discount (id, customer_id, basis_points, fixed, subject_id, begins, ends)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                discounts);
        tables.insertAll(
                "insert into school_account (customer_id, account_id, balance, lessons_left) values (?, ?, ?, ?)",
                accounts);
        tables.insertAll(
                "insert into school_entry (customer_id, account_id, amount, at, note) values (?, ?, ?, ?, ?)", entries);
    }
}
