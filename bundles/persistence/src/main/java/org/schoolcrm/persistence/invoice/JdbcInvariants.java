package org.schoolcrm.persistence.invoice;

import java.util.Arrays;
import java.util.List;
import org.schoolcrm.billing.api.Invariants;
import org.schoolcrm.persistence.BillingTables;

/** The invariants of money and invoices as queries: each selects what contradicts it, in words. */
public final class JdbcInvariants implements Invariants {

    private static final int EXAMPLES = 5;

    private final BillingTables tables;

    public JdbcInvariants(BillingTables tables) {
        this.tables = tables;
    }

    /** Written for both databases. */
    private enum Rule {
        I1(
                "What banks took and sent back for an invoice is what it says, and each such operation was posted whole",
                """
                select 'invoice ' || i.id as what from invoice i
                 left join (select coalesce(b.invoice_id, a.invoice_id) as invoice_id, sum(b.amount) as taken
                             from bank_operation b left join assignment a on a.operation_id = b.id
                             where b.kind = 'PAYMENT' group by coalesce(b.invoice_id, a.invoice_id)) o on o.invoice_id = i.id
                 where i.paid <> coalesce(o.taken, 0)
                union all
                select 'refunds of invoice ' || i.id from invoice i
                 left join (select invoice_id, sum(case kind when 'REFUND' then amount else -amount end) as sent_back
                             from bank_operation where kind in ('REFUND', 'REFUND_REVERSED') group by invoice_id) o
                   on o.invoice_id = i.id
                 where i.refunded <> coalesce(o.sent_back, 0)
                union all
                select 'bank operation ' || o.id from bank_operation o left join posting p on p.payment_id = o.id
                 left join assignment a on a.operation_id = o.id
                 where coalesce(o.invoice_id, a.invoice_id) is not null
                   and (p.payment_id is null or p.currency <> o.currency
                    or p.amount <> case o.kind when 'REFUND' then -o.amount else o.amount end)
                """),
        I2("No bank operation stands twice", """
                select 'operation ' || operation_id || ' of payment ' || provider_id as what from bank_operation
                 group by merchant_account_id, provider_id, kind, operation_id having count(*) > 1
                """),
        I3("No posting without a bank operation of an invoice", """
                select 'posting ' || p.payment_id as what from posting p left join bank_operation o on o.id = p.payment_id
                 left join assignment a on a.operation_id = o.id
                 where o.id is null or coalesce(o.invoice_id, a.invoice_id) is null
                """),
        I4("Operation, invoice, posting and merchant account are of one branch and one customer", """
                select 'bank operation ' || o.id as what from bank_operation o
                 join merchant_account m on m.id = o.merchant_account_id
                 left join assignment s on s.operation_id = o.id
                 left join invoice i on i.id = coalesce(o.invoice_id, s.invoice_id)
                 left join posting p on p.payment_id = o.id
                 where o.branch_id <> m.branch_id or o.branch_id <> coalesce(i.branch_id, o.branch_id)
                    or o.branch_id <> coalesce(p.branch_id, o.branch_id)
                    or coalesce(p.customer_id, i.customer_id) <> i.customer_id
                    or coalesce(p.account_id, i.account_id) <> i.account_id
                    or o.currency <> coalesce(i.currency, o.currency)
                union all
                select 'attempt ' || a.id from payment_attempt a join merchant_account m on m.id = a.merchant_account_id
                 join invoice i on i.id = a.invoice_id where i.branch_id <> m.branch_id
                """),
        I5("An invoice is paid exactly when what arrived and did not go back came to what it asks for", """
                select 'invoice ' || id as what from invoice
                 where (status = 'PAID' and paid < amount) or (status <> 'PAID' and paid - refunded >= amount)
                    or paid < 0 or refunded < 0
                """),
        I6("A paid invoice stays paid, and an archived one never waits for payment again", """
                select 'record ' || id || ' of ' || subject as what from audit_record
                 where subject like 'invoice:%' and ((was like 'PAID %' and became not like 'PAID %')
                    or (was like 'ARCHIVED %' and became like 'AWAITING_PAYMENT %'))
                """),
        I13("Each link leads to one invoice, and to no bank once the invoice is archived", """
                select 'token of ' || count(*) || ' invoices' as what from invoice group by token_hash having count(*) > 1
                union all
                select 'attempt ' || a.id from payment_attempt a
                 join audit_record r on r.subject = 'invoice:' || a.invoice_id
                 where r.became like 'ARCHIVED %' and r.was not like 'ARCHIVED %' and r.at < a.started_at
                """),
        I16("Every state that an invoice has come to stands in the audit trail", """
                select 'invoice ' || i.id as what from invoice i
                 where (i.status <> 'AWAITING_PAYMENT' or i.paid > 0) and not exists (select 1 from audit_record r
                   where r.subject = 'invoice:' || i.id and r.became like i.status || ' %')
                """);

        private final String promise;
        private final String contradictions;

        Rule(String promise, String contradictions) {
            this.promise = promise;
            this.contradictions = contradictions;
        }
    }

    @Override
    public List<Finding> check() {
        return Arrays.stream(Rule.values()).map(this::check).toList();
    }

    private Finding check(Rule rule) {
        return tables.jdbi().withHandle(handle -> {
            long violations = handle.createQuery("select count(*) from (" + rule.contradictions + ") c")
                    .mapTo(Long.class)
                    .one();
            var examples = violations == 0
                    ? List.<String>of()
                    : handle.createQuery("select what from (" + rule.contradictions + ") c fetch first " + EXAMPLES
                                    + " rows only")
                            .mapTo(String.class)
                            .list();
            return new Finding(rule.name(), rule.promise, violations, examples);
        });
    }
}
