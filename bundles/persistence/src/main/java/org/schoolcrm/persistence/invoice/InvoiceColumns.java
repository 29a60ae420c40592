package org.schoolcrm.persistence.invoice;

import static java.sql.Types.BIGINT;
import static java.sql.Types.BOOLEAN;
import static java.sql.Types.DATE;
import static java.sql.Types.TIMESTAMP_WITH_TIMEZONE;
import static java.sql.Types.VARBINARY;
import static java.sql.Types.VARCHAR;
import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.IssuerScope;
import org.schoolcrm.billing.api.IssuerVersion;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * The columns of {@code invoice}, the only mapping of them: a new one is a line in a list and its reading in {@link #read}.
 */
final class InvoiceColumns {

    /** What an invoice is issued with and keeps. */
    private static final List<Column<Invoice>> KEPT = List.of(
            new Column<>("id", BIGINT, invoice -> invoice.id().value()),
            new Column<>("number", VARCHAR, Invoice::number),
            new Column<>("branch_id", BIGINT, invoice -> invoice.branch().value()),
            new Column<>("customer_id", BIGINT, invoice -> invoice.customer().value()),
            new Column<>("account_id", BIGINT, invoice -> invoice.account().value()),
            new Column<>("method", VARCHAR, invoice -> invoice.method().name()),
            new Column<>("amount", BIGINT, invoice -> invoice.amount().minor()),
            new Column<>(
                    "currency", VARCHAR, invoice -> invoice.amount().currency().getCurrencyCode()),
            new Column<>("period_begin", DATE, invoice -> invoice.period().begin()),
            new Column<>("period_end", DATE, invoice -> invoice.period().end()),
            new Column<>("pay_from", DATE, invoice -> invoice.term().from()),
            new Column<>("pay_until", DATE, invoice -> invoice.term().until()),
            new Column<>(
                    "issued_at",
                    TIMESTAMP_WITH_TIMEZONE,
                    invoice -> invoice.issuedAt().atOffset(ZoneOffset.UTC)),
            new Column<>("run_id", BIGINT, invoice -> invoice.issuance().run()));

    /** What its steps change. */
    private static final List<Column<Invoice>> CHANGING = List.of(
            new Column<>("status", VARCHAR, invoice -> invoice.status().name()),
            new Column<>("paid", BIGINT, invoice -> invoice.paid().minor()),
            new Column<>("refunded", BIGINT, invoice -> invoice.refunded().minor()),
            new Column<>("repeatable", BOOLEAN, Invoice::repeatable),
            new Column<>("flags", VARCHAR, invoice -> text(invoice.payment().raised())),
            new Column<>("issuer_branch_id", BIGINT, invoice -> scope(invoice.paidUnder())),
            new Column<>("issuer_version", BIGINT, invoice -> number(invoice.paidUnder())));

    /** What is written once beside an invoice and not read with it. */
    private static final List<Column<NewInvoice>> BESIDE = List.of(
            new Column<>(
                    "customer_name",
                    VARCHAR,
                    row -> BilledName.of(row.customerName()).text()),
            new Column<>(
                    "customer_key",
                    VARCHAR,
                    row -> BilledName.of(row.customerName()).key()),
            new Column<>("token_hash", VARBINARY, NewInvoice::tokenHash),
            new Column<>("token_sealed", VARCHAR, NewInvoice::sealedToken),
            new Column<>("explanation", VARCHAR, row -> ExplanationDocument.write(row.explanation())));

    private static final List<Column<Invoice>> OF_INVOICE =
            Stream.of(KEPT, CHANGING).flatMap(Collection::stream).toList();

    /** Selects what {@link #read} needs from {@code invoice i}; {@code from} is not included. */
    static final String SELECT =
            OF_INVOICE.stream().map(column -> "i." + column.name()).collect(joining(", ", "select ", ""));

    static final String INSERT = "insert into invoice ("
            + Stream.concat(OF_INVOICE.stream(), BESIDE.stream())
                    .map(Column::name)
                    .collect(joining(", "))
            + ", version) values (" + "?, ".repeat(OF_INVOICE.size() + BESIDE.size()) + "1)";

    static final String UPDATE = "update invoice set "
            + CHANGING.stream().map(column -> column.name() + " = ?, ").collect(joining())
            + "version = version + 1 where id = ?";

    static final RowMapper<Invoice> INVOICE = (row, context) -> read(row);

    private InvoiceColumns() {}

    /** A column, its type of {@link java.sql.Types}, and what stands in it. */
    private record Column<T>(String name, int type, Function<T, @Nullable Object> value) {}

    static void bindInsert(PreparedStatement statement, NewInvoice row) throws SQLException {
        int next = bind(statement, 1, OF_INVOICE, row.invoice());
        bind(statement, next, BESIDE, row);
    }

    static void bindUpdate(PreparedStatement statement, Invoice invoice) throws SQLException {
        int next = bind(statement, 1, CHANGING, invoice);
        statement.setLong(next, invoice.id().value());
    }

    static Invoice read(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new Invoice(
                new InvoiceId(row.getLong("id")),
                row.getString("number"),
                new BilledAccount(
                        new BranchId(row.getLong("branch_id")),
                        new CustomerId(row.getLong("customer_id")),
                        new AccountId(row.getLong("account_id"))),
                new InvoicedAmount(
                        CalculationMethod.valueOf(row.getString("method")),
                        new Money(row.getLong("amount"), currency),
                        new DateRange(day(row, "period_begin"), optionalDay(row, "period_end"))),
                new PaymentTerm(day(row, "pay_from"), optionalDay(row, "pay_until")),
                new PaymentState(
                        InvoiceStatus.valueOf(row.getString("status")),
                        new Money(row.getLong("paid"), currency),
                        new Money(row.getLong("refunded"), currency),
                        row.getBoolean("repeatable"),
                        flags(row.getString("flags")),
                        version(
                                row.getObject("issuer_branch_id", Long.class),
                                row.getObject("issuer_version", Long.class))),
                new Issuance(
                        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                        row.getObject("run_id", Long.class)));
    }

    /** Binds from that place on; answers the next one. */
    private static <T> int bind(PreparedStatement statement, int first, List<Column<T>> columns, T row)
            throws SQLException {
        int place = first;
        for (var column : columns) {
            statement.setObject(place++, column.value().apply(row), column.type());
        }
        return place;
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable LocalDate optionalDay(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable Long scope(@Nullable IssuerVersion version) {
        return version == null ? null : version.scope().value();
    }

    private static @Nullable Long number(@Nullable IssuerVersion version) {
        return version == null ? null : version.number();
    }

    private static @Nullable IssuerVersion version(@Nullable Long scope, @Nullable Long number) {
        return scope == null || number == null ? null : new IssuerVersion(new IssuerScope(scope), number);
    }

    private static String text(Set<InvoiceFlag> flags) {
        return flags.stream().map(Enum::name).sorted().collect(joining(","));
    }

    private static Set<InvoiceFlag> flags(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",")).map(InvoiceFlag::valueOf).collect(Collectors.toSet());
    }
}
