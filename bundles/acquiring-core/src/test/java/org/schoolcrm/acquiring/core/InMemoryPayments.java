package org.schoolcrm.acquiring.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.AccountFiles;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.LateReceipts;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.provider.api.RawWebhook;

/** All stores of online payment in memory, for one thread. */
public final class InMemoryPayments {

    public final Attempts attempts = new Attempts();
    public final Ledger ledger = new Ledger();
    public final Inbox inbox = new Inbox();
    public final Accounts accounts = new Accounts();
    public final Refunds refunds = new Refunds();
    public final Receipts receipts = new Receipts();
    public final Files files = new Files();
    private final AtomicLong ids = new AtomicLong(1000);

    public final class Attempts implements AttemptStore {

        private final Map<AttemptId, PaymentAttempt> rows = new LinkedHashMap<>();
        private final Map<String, AttemptId> aliases = new HashMap<>();
        private final Map<AttemptId, Instant> askedAt = new HashMap<>();

        @Override
        public AttemptId newId() {
            return new AttemptId(ids.incrementAndGet());
        }

        @Override
        public void add(PaymentAttempt attempt) {
            rows.put(attempt.id(), attempt);
        }

        @Override
        public Optional<PaymentAttempt> find(AttemptId id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        public Optional<PaymentAttempt> findByOrder(MerchantAccountId account, String orderId) {
            return rows.values().stream()
                    .filter(one ->
                            one.account().equals(account) && one.orderId().equals(orderId))
                    .findFirst();
        }

        @Override
        public Optional<PaymentAttempt> findByProvider(MerchantAccountId account, String providerId) {
            return rows.values().stream()
                    .filter(one -> one.account().equals(account) && providerId.equals(one.providerId()))
                    .findFirst()
                    .or(() -> Optional.ofNullable(aliases.get(account + " " + providerId))
                            .flatMap(this::find));
        }

        @Override
        public void addAlias(MerchantAccountId account, String alias, AttemptId attempt) {
            aliases.putIfAbsent(account + " " + alias, attempt);
        }

        @Override
        public List<PaymentAttempt> of(InvoiceId invoice) {
            return rows.values().stream()
                    .filter(one -> one.invoice().equals(invoice))
                    .sorted(Comparator.comparing(
                                    (PaymentAttempt one) -> one.id().value())
                            .reversed())
                    .toList();
        }

        @Override
        public Optional<PaymentAttempt> latestOf(InvoiceId invoice) {
            return rows.values().stream()
                    .filter(one -> one.invoice().equals(invoice))
                    .max(Comparator.comparing(one -> one.id().value()));
        }

        @Override
        public boolean beginQuery(AttemptId id, Instant now, Duration pause) {
            var last = askedAt.get(id);
            if (last != null && now.isBefore(last.plus(pause))) {
                return false;
            }
            askedAt.put(id, now);
            return true;
        }

        @Override
        public Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step) {
            return Optional.ofNullable(rows.computeIfPresent(id, (key, was) -> step.apply(was)));
        }
    }

    public final class Ledger implements PaymentLedger {

        final List<BankOperation> operations = new ArrayList<>();
        private final Map<PaymentId, AttemptId> assigned = new HashMap<>();
        final Map<PaymentId, Posting> queued = new LinkedHashMap<>();
        private final Map<PaymentId, Instant> postponed = new HashMap<>();

        @Override
        public PaymentId newId() {
            return new PaymentId(ids.incrementAndGet());
        }

        @Override
        public boolean enter(BankOperation operation) {
            boolean present = operations.stream()
                    .anyMatch(one -> one.account().equals(operation.account())
                            && one.providerId().equals(operation.providerId())
                            && one.kind() == operation.kind()
                            && one.operationId().equals(operation.operationId()));
            return !present && operations.add(operation);
        }

        @Override
        public List<BankOperation> of(AttemptId attempt) {
            return operations.stream()
                    .filter(one -> attempt.equals(one.attempt()) || attempt.equals(assigned.get(one.id())))
                    .toList();
        }

        @Override
        public List<BankOperation> unassigned(BranchId branch) {
            return operations.stream()
                    .filter(one -> one.branch().equals(branch) && one.attempt() == null)
                    .filter(one -> !assigned.containsKey(one.id()))
                    .toList();
        }

        @Override
        public Optional<BankOperation> find(PaymentId id) {
            return operations.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public boolean assign(PaymentId id, InvoiceId invoice, AttemptId attempt, Instant at) {
            return assigned.putIfAbsent(id, attempt) == null;
        }

        @Override
        public void queue(Posting posting) {
            queued.put(posting.id(), posting);
        }

        @Override
        public List<Posting> queued(Instant now, int limit) {
            return queued.values().stream()
                    .filter(one ->
                            !postponed.getOrDefault(one.id(), Instant.MIN).isAfter(now))
                    .limit(limit)
                    .toList();
        }

        @Override
        public void settle(List<Settled> settled, Instant at) {
            settled.forEach(one -> queued.remove(one.id()));
        }

        @Override
        public void postpone(PaymentId id, Instant until) {
            postponed.put(id, until);
        }

        @Override
        public List<Credit> credits(BranchId branch, Collection<CustomerId> customers, Instant since) {
            return queued.values().stream()
                    .map(one -> new Credit(one.id(), one.customer(), one.account(), one.amount()))
                    .toList();
        }
    }

    public final class Inbox implements WebhookInbox {

        private final Map<String, Long> keys = new LinkedHashMap<>();
        private final Map<Long, State> states = new LinkedHashMap<>();
        private final Map<Long, Call> raw = new LinkedHashMap<>();

        @Override
        public Kept keep(MerchantAccountId account, RawWebhook webhook, State state) {
            var key = account + ":" + HexFormat.of().formatHex(webhook.body());
            boolean isNew = !keys.containsKey(key);
            long id = keys.computeIfAbsent(key, one -> ids.incrementAndGet());
            states.putIfAbsent(id, state);
            raw.putIfAbsent(id, new Call(account, webhook));
            return new Kept(id, isNew, states.get(id));
        }

        @Override
        public Optional<Call> waiting(long id) {
            return states.get(id) == State.WAITING ? Optional.of(raw.get(id)) : Optional.empty();
        }

        @Override
        public void done(long id, State state, Instant at) {
            states.put(id, state);
        }

        int size() {
            return keys.size();
        }
    }

    public final class Refunds implements RefundStore {

        private final Map<RefundId, Refund> rows = new LinkedHashMap<>();

        @Override
        public RefundId newId() {
            return new RefundId(ids.incrementAndGet());
        }

        @Override
        public void add(Refund refund) {
            rows.put(refund.id(), refund);
        }

        @Override
        public Optional<Refund> find(RefundId id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        public List<Refund> of(AttemptId attempt) {
            return rows.values().stream()
                    .filter(one -> one.attempt().equals(attempt))
                    .toList();
        }

        @Override
        public Optional<Refund> change(RefundId id, UnaryOperator<Refund> step) {
            return Optional.ofNullable(rows.computeIfPresent(id, (key, was) -> step.apply(was)));
        }
    }

    /** Receipts that are waited for, whenever the money moved. */
    public final class Receipts implements LateReceipts {

        @Override
        public List<AttemptId> ofPayments(Instant before, int limit) {
            return attempts.rows.values().stream()
                    .filter(one -> one.status() == AttemptStatus.CAPTURED && one.receipt() == ReceiptStatus.PENDING)
                    .filter(one -> moved(one.id(), BankOperation.Kind.PAYMENT).anyMatch(at -> at.isBefore(before)))
                    .map(PaymentAttempt::id)
                    .toList();
        }

        @Override
        public List<RefundId> ofRefunds(Instant before, int limit) {
            return refunds.rows.values().stream()
                    .filter(one -> one.status() == RefundStatus.DONE && one.receipt() == ReceiptStatus.PENDING)
                    .filter(one ->
                            moved(one.attempt(), BankOperation.Kind.REFUND).allMatch(at -> at.isBefore(before)))
                    .map(Refund::id)
                    .toList();
        }

        private Stream<Instant> moved(AttemptId attempt, BankOperation.Kind kind) {
            return ledger.operations.stream()
                    .filter(one -> attempt.equals(one.attempt()) && one.kind() == kind)
                    .map(BankOperation::at);
        }
    }

    public final class Accounts implements MerchantAccountStore {

        private final List<MerchantAccount> rows = new ArrayList<>();

        @Override
        public MerchantAccountId newId() {
            return new MerchantAccountId(ids.incrementAndGet());
        }

        @Override
        public void add(MerchantAccount account) {
            rows.add(account);
        }

        @Override
        public void save(MerchantAccount account) {
            rows.replaceAll(was -> was.id().equals(account.id()) ? account : was);
        }

        @Override
        public boolean removeUnused(MerchantAccountId id) {
            return rows.removeIf(one -> one.id().equals(id) && !one.active());
        }

        @Override
        public Optional<MerchantAccount> find(MerchantAccountId id) {
            return rows.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Optional<MerchantAccount> findByHook(String provider, String hookKey) {
            return rows.stream()
                    .filter(one ->
                            one.provider().equals(provider) && one.hookKey().equals(hookKey))
                    .findFirst();
        }

        @Override
        public List<MerchantAccount> of(BranchId branch) {
            return rows.stream().filter(one -> one.branch().equals(branch)).toList();
        }
    }

    /** Files and the accounts in them. */
    public static final class Files implements AccountFiles {

        private final Map<String, MerchantAccountId> rows = new LinkedHashMap<>();

        @Override
        public MerchantAccountId claim(String file, MerchantAccountId candidate) {
            return rows.computeIfAbsent(file, name -> candidate);
        }

        @Override
        public Optional<MerchantAccountId> accountIn(String file) {
            return Optional.ofNullable(rows.get(file));
        }

        @Override
        public Optional<String> fileOf(MerchantAccountId account) {
            return rows.entrySet().stream()
                    .filter(row -> row.getValue().equals(account))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }
}
