package org.schoolcrm.host.demo.school;

import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Accounts whose balance is the sum of their entries; a payment is entered once, because the database says so. */
public final class LedgerAccounts implements Accounts {

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public LedgerAccounts(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public PostingAnswer post(Posting posting) {
        return transactions.inTransaction(() -> tables.jdbi().withHandle(handle -> {
            if (!exists(handle, posting)) {
                return PostingAnswer.refused("There is no account " + posting.account() + " of customer "
                        + posting.customer() + " in branch " + posting.branch() + " in "
                        + posting.amount().currency());
            }
            if (enter(handle, posting)) {
                handle.createUpdate("update school_account set balance = balance + :amount"
                                + " where customer_id = :customer and account_id = :account")
                        .bind("amount", posting.amount().minor())
                        .bind("customer", posting.customer().value())
                        .bind("account", posting.account().value())
                        .execute();
            }
            return PostingAnswer.posted();
        }));
    }

    private static boolean exists(Handle handle, Posting posting) {
        return handle.createQuery("select count(*) from school_account a join school_customer c on c.id = a.customer_id"
                                + " join school_branch b on b.id = c.branch_id where a.customer_id = :customer"
                                + " and a.account_id = :account and b.id = :branch and b.currency = :currency")
                        .bind("customer", posting.customer().value())
                        .bind("account", posting.account().value())
                        .bind("branch", posting.branch().value())
                        .bind("currency", posting.amount().currency().getCurrencyCode())
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    private boolean enter(Handle handle, Posting posting) {
        return handle.createUpdate("insert into school_entry (customer_id, account_id, amount, at, note, payment_id)"
                                + " values (:customer, :account, :amount, :at, :note, :payment) on conflict do nothing")
                        .bind("customer", posting.customer().value())
                        .bind("account", posting.account().value())
                        .bind("amount", posting.amount().minor())
                        .bind("at", clock.now())
                        .bind("note", posting.note())
                        .bind("payment", posting.id().value())
                        .execute()
                == 1;
    }
}
