package org.schoolcrm.itests.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.provider.api.RawWebhook;

/** Compares the tables of payments and of the CRM's accounts with the books of the bank. */
final class MoneyAuditor {

    private final DataSource tables;
    private final SimulatedBank bank;
    private final List<RawWebhook> acknowledged;
    private final List<String> findings = new ArrayList<>();

    MoneyAuditor(DataSource tables, SimulatedBank bank, List<RawWebhook> acknowledged) {
        this.tables = tables;
        this.bank = bank;
        this.acknowledged = acknowledged;
    }

    List<String> findings() {
        long taken = bank.orders().stream().mapToLong(order -> order.captured).sum();
        long back = bank.orders().stream().mapToLong(BankOrder::refunded).sum();
        theLedgerIsTheBanksBook(taken, back);
        theCustomerHasTheMoney(taken - back);
        branchesAgree();
        theInvoiceKnowsItsMoney(taken);
        everyOrderHasItsRow();
        everythingAcknowledgedIsKept();
        nothingIsLeft();
        return findings;
    }

    /** I1, I2. */
    private void theLedgerIsTheBanksBook(long taken, long back) {
        expect(taken == 150000, "The payer paid " + taken);
        expect(back == 50000, "I1 the bank sent back " + back);
        expect(sum("bank_operation where kind = 'PAYMENT'") == taken, "I1 payments differ from the bank's " + taken);
        expect(sum("bank_operation where kind = 'REFUND'") == back, "I1 refunds differ from the bank's " + back);
        expect(
                Rows.of(
                                tables,
                                "select provider_id from bank_operation group by merchant_account_id, provider_id, kind,"
                                        + " operation_id having count(*) > 1")
                        .isEmpty(),
                "I2 an operation is entered twice");
    }

    /** I3. */
    private void theCustomerHasTheMoney(long due) {
        expect(sum("school_entry where payment_id is not null") == due, "I3 the CRM has not " + due);
        expect(
                Rows.of(
                                tables,
                                "select 1 from school_entry where payment_id is not null group by payment_id"
                                        + " having count(*) > 1")
                        .isEmpty(),
                "I3 a payment is posted twice");
        expect(
                Rows.of(
                                tables,
                                "select a.customer_id from school_account a where a.balance <> (select"
                                        + " coalesce(sum(e.amount), 0) from school_entry e where e.customer_id ="
                                        + " a.customer_id and e.account_id = a.account_id)")
                        .isEmpty(),
                "I3 a balance is not the sum of its entries");
    }

    /** I4. */
    private void branchesAgree() {
        expect(
                Rows.of(
                                tables,
                                "select o.id from bank_operation o join invoice i on i.id = o.invoice_id"
                                        + " join merchant_account m on m.id = o.merchant_account_id"
                                        + " join school_customer c on c.id = i.customer_id where o.branch_id <> i.branch_id"
                                        + " or o.branch_id <> m.branch_id or o.branch_id <> c.branch_id")
                        .isEmpty(),
                "I4 branches differ");
    }

    /** I5, I6: paid it stays, also after money went back. */
    private void theInvoiceKnowsItsMoney(long taken) {
        for (var row : Rows.of(tables, "select * from invoice")) {
            expect(row.get("status").equals("PAID"), "I5 the invoice is " + row.get("status"));
            expect(((Number) row.get("paid")).longValue() == taken, "I5 the invoice has " + row.get("paid"));
        }
        long paid = Rows.number(
                tables, "select count(*) from audit_record where action = 'invoice.booked' and became like 'PAID%'");
        expect(paid == 1, "I6 the invoice became paid " + paid + " times");
    }

    /** I6, I10: the attempt that the bank took money for, and no order without an attempt. */
    private void everyOrderHasItsRow() {
        for (var order : bank.orders()) {
            var rows = Rows.of(tables, "select * from payment_attempt where order_id = ?", order.orderId);
            expect(rows.size() == 1, "I10 order " + order.orderId + " has no row");
            rows.forEach(row -> expect(
                    row.get("status").equals("CAPTURED") == order.captured > 0,
                    "I6 attempt " + row.get("status") + ", at the bank " + order.status));
        }
        long refunds =
                bank.orders().stream().mapToLong(order -> order.refunds.size()).sum();
        expect(
                Rows.number(tables, "select count(*) from refund where status = 'DONE'") == refunds,
                "I10 the bank made " + refunds + " refunds, we know of others");
    }

    /** I11. */
    private void everythingAcknowledgedIsKept() {
        for (var call : acknowledged) {
            expect(
                    Rows.of(tables, "select 1 from webhook_inbox where body_hash = ?", (Object) hash(call))
                                    .size()
                            == 1,
                    "I11 a call was acknowledged and is not kept");
        }
    }

    /** I17. */
    private void nothingIsLeft() {
        for (var row : Rows.of(tables, "select status from payment_attempt")) {
            expect(
                    Set.of("CAPTURED", "DECLINED").contains(String.valueOf(row.get("status"))),
                    "I17 an attempt is " + row.get("status"));
        }
        for (var row : Rows.of(tables, "select status from refund")) {
            expect(
                    Set.of("DONE", "REFUSED").contains(String.valueOf(row.get("status"))),
                    "I17 a refund is " + row.get("status"));
        }
        expect(Rows.of(tables, "select 1 from posting where state <> 'POSTED'").isEmpty(), "I17 a posting is left");
        for (var row : Rows.of(tables, "select * from scheduled_tasks")) {
            var job = String.valueOf(row.get("task_instance"));
            expect(!Boolean.TRUE.equals(row.get("picked")), "I17 nobody does job " + job);
            expect(job.endsWith("/one"), "I17 job " + job + " is left");
        }
    }

    private long sum(String rows) {
        return Rows.number(tables, "select sum(amount) from " + rows);
    }

    private void expect(boolean holds, String finding) {
        if (!holds) {
            findings.add(finding);
        }
    }

    private static byte[] hash(RawWebhook call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (call.method() + "\n" + call.type() + "\n" + call.query() + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(call.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
