package org.schoolcrm.persistence.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;

/** A bank operation as the columns of its row. */
public record OperationRow(
        long id,
        long branch,
        long account,
        String providerId,
        String kind,
        String operationId,
        long amount,
        String currency,
        @Nullable Long attempt,
        @Nullable Long invoice,
        String detail,
        Instant at) {

    /** In the order of the row. */
    static final List<String> COLUMNS = List.of(
            "id",
            "branch",
            "account",
            "providerId",
            "kind",
            "operationId",
            "amount",
            "currency",
            "attempt",
            "invoice",
            "detail",
            "at");

    OperationRow(BankOperation operation) {
        this(
                operation.id().value(),
                operation.branch().value(),
                operation.account().value(),
                operation.providerId(),
                operation.kind().name(),
                operation.operationId(),
                operation.amount().minor(),
                operation.amount().currency().getCurrencyCode(),
                operation.attempt() == null
                        ? null
                        : Long.valueOf(operation.attempt().value()),
                operation.invoice() == null
                        ? null
                        : Long.valueOf(operation.invoice().value()),
                operation.detail(),
                operation.at());
    }
}
