package org.schoolcrm.persistence;

import java.util.Base64;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.LateReceipts;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.spi.BilledNames;
import org.schoolcrm.billing.spi.InvoiceOpeningStore;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.billing.spi.ReportStore;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.channel.spi.ProviderCallStore;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.forecast.spi.StoredForecasts;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.mailing.spi.ChannelPauses;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.ConsentStore;
import org.schoolcrm.mailing.spi.DeliveryReceiptStore;
import org.schoolcrm.mailing.spi.FetchCursors;
import org.schoolcrm.mailing.spi.InboundStore;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.MessageRegister;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;
import org.schoolcrm.persistence.invoice.JdbcBilledNames;
import org.schoolcrm.persistence.invoice.JdbcInvoiceOpenings;
import org.schoolcrm.persistence.invoice.JdbcInvoiceSearch;
import org.schoolcrm.persistence.invoice.JdbcInvoiceStore;
import org.schoolcrm.persistence.invoice.JdbcIssuerStore;
import org.schoolcrm.persistence.invoice.JdbcReportStore;
import org.schoolcrm.persistence.invoice.JdbcStoredForecasts;
import org.schoolcrm.persistence.mailing.JdbcAccountBalances;
import org.schoolcrm.persistence.mailing.JdbcChannelPauses;
import org.schoolcrm.persistence.mailing.JdbcChatBindings;
import org.schoolcrm.persistence.mailing.JdbcConsents;
import org.schoolcrm.persistence.mailing.JdbcDeliveryReceipts;
import org.schoolcrm.persistence.mailing.JdbcFetchCursors;
import org.schoolcrm.persistence.mailing.JdbcInboundMessages;
import org.schoolcrm.persistence.mailing.JdbcMessageRegister;
import org.schoolcrm.persistence.mailing.JdbcMessageRoutes;
import org.schoolcrm.persistence.mailing.JdbcOutbox;
import org.schoolcrm.persistence.mailing.JdbcProviderAccounts;
import org.schoolcrm.persistence.mailing.JdbcProviderCalls;
import org.schoolcrm.persistence.mailing.JdbcTemplateApprovals;
import org.schoolcrm.persistence.mailing.SqlMailingStore;
import org.schoolcrm.persistence.mailing.SqlRunStore;
import org.schoolcrm.persistence.payment.JdbcLateReceipts;
import org.schoolcrm.persistence.payment.JdbcPaymentLedger;
import org.schoolcrm.persistence.payment.JdbcRefundStore;
import org.schoolcrm.persistence.payment.JdbcWebhookInbox;
import org.schoolcrm.persistence.payment.JpaMerchantAccountStore;
import org.schoolcrm.persistence.payment.SqlAttemptStore;
import org.schoolcrm.runtime.AesGcmSecrets;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.Keyring;
import org.schoolcrm.runtime.testkit.RecordedMeters;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.runtime.testkit.TestJpa;

/** All stores on one database, wired as {@code persistence.xml} wires them. */
record StoreTestApplication(
        JtaTransactions transactions,
        Jdbi jdbi,
        InvoiceStore invoices,
        InvoiceSearch search,
        BilledNames names,
        InvoiceOpeningStore openings,
        ReportStore reports,
        IssuerStore issuers,
        MerchantAccountStore accounts,
        AttemptStore attempts,
        PaymentLedger ledger,
        RefundStore refunds,
        LateReceipts late,
        WebhookInbox inbox,
        MailingStore mailings,
        RunStore runs,
        Outbox outbox,
        MessageRoutes routes,
        ConsentStore consents,
        TemplateApprovalStore approvals,
        MessageRegister register,
        ProviderAccountStore providerAccounts,
        ChannelPauses pauses,
        AccountBalances balances,
        DeliveryReceiptStore receipts,
        InboundStore inbound,
        ProviderCallStore calls,
        FetchCursors cursors,
        ChatBindingStore chatBindings,
        StoredForecasts forecasts,
        SettableClock clock) {

    /** An account for messages of all branches. */
    ProviderAccountId providerAccount(String provider) {
        var id = providerAccounts.newId();
        transactions.run(() -> providerAccounts.add(new ProviderAccount(
                id, null, provider, provider, "hook-" + id, true, Map.of("token", "t"), ProviderTerms.USUAL)));
        return id;
    }

    static StoreTestApplication on(TestDatabase database) {
        var transactions = new JtaTransactions(database.transactionManager());
        var migrations = new FlywayMigrations(database.dataSource());
        var tables = new BillingTables(database.dataSource(), migrations, new InstantColumns());
        var entities = new Entities(TestJpa.factory("billing", database));
        var key = "test:" + Base64.getEncoder().encodeToString(new byte[32]);
        var secrets = new AesGcmSecrets(Keyring.load(key, "unused", false));
        var clock = new SettableClock(Samples.NOW);
        return new StoreTestApplication(
                transactions,
                tables.jdbi(),
                new JdbcInvoiceStore(tables, transactions),
                new JdbcInvoiceSearch(tables),
                new JdbcBilledNames(tables),
                new JdbcInvoiceOpenings(tables),
                new JdbcReportStore(tables),
                new JdbcIssuerStore(tables, transactions, clock),
                new JpaMerchantAccountStore(tables, entities, secrets, transactions, clock),
                new SqlAttemptStore(tables, entities),
                new JdbcPaymentLedger(tables, new RecordedMeters()),
                new JdbcRefundStore(tables),
                new JdbcLateReceipts(tables),
                new JdbcWebhookInbox(tables, secrets),
                new SqlMailingStore(tables, entities),
                new SqlRunStore(tables, entities, new RecordedMeters()),
                new JdbcOutbox(tables),
                new JdbcMessageRoutes(tables),
                new JdbcConsents(tables),
                new JdbcTemplateApprovals(tables),
                new JdbcMessageRegister(tables),
                new JdbcProviderAccounts(tables, secrets, transactions, clock),
                new JdbcChannelPauses(tables),
                new JdbcAccountBalances(tables),
                new JdbcDeliveryReceipts(tables),
                new JdbcInboundMessages(tables),
                new JdbcProviderCalls(tables, secrets),
                new JdbcFetchCursors(tables),
                new JdbcChatBindings(tables),
                new JdbcStoredForecasts(tables),
                clock);
    }
}
