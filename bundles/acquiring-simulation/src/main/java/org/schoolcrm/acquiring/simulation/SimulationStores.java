package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.Map;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;

/** What a history plays on: memory that a crash rolls back, or a real database. */
public interface SimulationStores {

    AttemptStore attempts();

    RefundStore refunds();

    PaymentLedger ledger();

    WebhookInbox inbox();

    MerchantAccountStore accounts();

    Billing billing();

    Transactions transactions();

    Jobs jobs();

    Attentions attentions();

    SettableClock clock();

    /** What was planned by transactions that were committed. */
    Map<JobId, Instant> planned();

    /** Keeps the account, with an id and an address of its own. */
    MerchantAccount adopt(MerchantAccount account);

    /** An invoice of a customer of its own within this history. */
    InvoiceId issue(int number, Money amount);

    void archive(InvoiceId invoice);

    /** What is written down about the account and the invoices of this history. */
    RecordedState recordedState();
}
