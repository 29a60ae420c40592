package org.schoolcrm.persistence.payment;

import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.money.Money;

/** The shape of the payment attempt table. */
@Entity
@Table(name = "payment_attempt")
@SuppressWarnings("NullAway.Init")
public class AttemptRow {

    private static final int DETAIL = 2000;

    @Id
    private long id;

    @Column(name = "merchant_account_id")
    private long merchantAccount;

    @Column(name = "invoice_id")
    private long invoice;

    @Column(name = "order_id")
    private String orderId;

    private long amount;
    private String currency;

    @Enumerated(EnumType.STRING)
    private AttemptStatus status;

    @Column(name = "provider_id")
    private @Nullable String providerId;

    @Column(name = "pay_at")
    private @Nullable String payAt;

    private String detail;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "valid_until")
    private Instant validUntil;

    @Enumerated(EnumType.STRING)
    private ReceiptStatus receipt;

    @Version
    private int version;

    protected AttemptRow() {}

    AttemptRow(PaymentAttempt attempt) {
        this.id = attempt.id().value();
        this.merchantAccount = attempt.account().value();
        this.invoice = attempt.invoice().value();
        this.orderId = attempt.orderId();
        this.amount = attempt.amount().minor();
        this.currency = attempt.amount().currency().getCurrencyCode();
        this.startedAt = attempt.startedAt();
        this.validUntil = attempt.validUntil();
        take(attempt);
    }

    /** Only what steps of an attempt can change. */
    final void take(PaymentAttempt attempt) {
        status = attempt.status();
        providerId = attempt.providerId();
        payAt = attempt.payAt() == null ? null : attempt.payAt().toString();
        detail = cut(attempt.detail());
        receipt = attempt.receipt();
    }

    /** As much of a bank's words as there is room for. */
    static String cut(String detail) {
        return detail.substring(0, Math.min(DETAIL, detail.length()));
    }

    PaymentAttempt toAttempt() {
        return new PaymentAttempt(
                new AttemptId(id),
                new MerchantAccountId(merchantAccount),
                new InvoiceId(invoice),
                orderId,
                new Money(amount, Currency.getInstance(currency)),
                status,
                providerId,
                payAt == null ? null : URI.create(payAt),
                detail,
                startedAt,
                validUntil,
                receipt);
    }
}
