package org.schoolcrm.host.testkit;

import java.time.Instant;
import java.util.List;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.StudyStatusId;

/**
 * A CRM on the test bench: its ports, and the few ways of filling it that the contract needs. The CRM must have two
 * branches at least.
 */
public interface HostUnderTest {

    Branches branches();

    Customers customers();

    Accounts accounts();

    MailingOption mailingOption();

    Callers callers();

    /** Adds a customer with a base account that holds nothing. */
    CustomerId add(NewCustomer customer);

    /** Gives the customer a subscription with an account of its own, which holds nothing. */
    AccountId addSeparateAccount(CustomerId customer);

    /** Plans a lesson of one hour for that customer alone. */
    LessonId plan(CustomerId customer, Instant start);

    void cancel(LessonId lesson);

    /** Notes that the lesson took place and that the customer was there. */
    void attended(LessonId lesson, CustomerId customer);

    /** A status of customers who study. */
    StudyStatusId studying();

    /** What somebody sends who is logged in and may only look. */
    RequestFacts viewer();

    /** What somebody sends who is logged in and may do everything in both branches. */
    RequestFacts administrator();

    /** A customer to be added. */
    record NewCustomer(BranchId branch, String name, LegalType legalType, Standing standing, List<Contact> contacts) {

        public static NewCustomer studying(BranchId branch, String name) {
            return new NewCustomer(branch, name, LegalType.INDIVIDUAL, Standing.STUDIES, List.of());
        }
    }

    /** How a customer stands with the school. */
    enum Standing {
        STUDIES,
        /** Has asked, but not begun. */
        LEAD,
        /** Has been put away. */
        ARCHIVED,
        /** Has a status of those who do not study. */
        LEFT
    }
}
