package org.schoolcrm.acquiring.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.MerchantAccountStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;

/** All stores of online payment on a state that can be rolled back, with bugs on request. */
final class SimulatedStores {

    final Attempts attempts = new Attempts();
    final Refunds refunds = new Refunds();
    final Ledger ledger = new Ledger();
    final Inbox inbox = new Inbox();
    final Accounts accounts = new Accounts();
    final List<MerchantAccount> merchants = new ArrayList<>();
    SimulationState state = new SimulationState();
    private final Set<Sabotage> bugs;
    private final Runnable statement;
    private long ids = 1000;

    /**
     * @param statement called before each change, which a process may not survive
     */
    SimulatedStores(Set<Sabotage> bugs, Runnable statement) {
        this.bugs = bugs;
        this.statement = statement;
    }

    private boolean is(Sabotage bug) {
        return bugs.contains(bug);
    }

    final class Attempts implements AttemptStore {

        @Override
        public AttemptId newId() {
            return new AttemptId(++ids);
        }

        @Override
        public void add(PaymentAttempt attempt) {
            statement.run();
            if (!is(Sabotage.NO_ATTEMPT_ROW) || state.attempts.isEmpty()) {
                state.attempts.put(attempt.id(), attempt);
            }
        }

        @Override
        public Optional<PaymentAttempt> find(AttemptId id) {
            return Optional.ofNullable(state.attempts.get(id));
        }

        @Override
        public Optional<PaymentAttempt> findByOrder(MerchantAccountId account, String orderId) {
            var found = state.attempts.values().stream()
                    .filter(one ->
                            one.account().equals(account) && one.orderId().equals(orderId))
                    .findFirst();
            return found.isEmpty() && is(Sabotage.UNKNOWN_ORDER_CREDITED)
                    ? state.attempts.values().stream().findFirst()
                    : found;
        }

        @Override
        public Optional<PaymentAttempt> findByProvider(MerchantAccountId account, String providerId) {
            return of(providerId).findFirst();
        }

        private java.util.stream.Stream<PaymentAttempt> of(String providerId) {
            return state.attempts.values().stream().filter(one -> providerId.equals(one.providerId()));
        }

        @Override
        public List<PaymentAttempt> of(InvoiceId invoice) {
            return state.attempts.values().stream()
                    .filter(one -> one.invoice().equals(invoice))
                    .toList();
        }

        @Override
        public Optional<PaymentAttempt> latestOf(InvoiceId invoice) {
            return state.attempts.values().stream()
                    .filter(one -> one.invoice().equals(invoice))
                    .max(Comparator.comparing(one -> one.id().value()));
        }

        @Override
        public Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step) {
            statement.run();
            var was = state.attempts.get(id);
            if (was == null) {
                return Optional.empty();
            }
            var next = step.apply(was);
            if (is(Sabotage.LATE_FAILURE_WINS) && next.status() == AttemptStatus.CAPTURED) {
                var fresh = new PaymentAttempt(
                        was.id(),
                        was.account(),
                        was.invoice(),
                        was.orderId(),
                        was.amount(),
                        AttemptStatus.INTENT,
                        was.providerId(),
                        was.payAt(),
                        "",
                        was.startedAt(),
                        was.validUntil());
                var news = step.apply(fresh);
                next = news.status() == AttemptStatus.DECLINED ? news : next;
            }
            if (!is(Sabotage.ATTEMPT_NOT_SAVED) || next.status() != AttemptStatus.CAPTURED) {
                state.attempts.put(id, next);
            }
            return Optional.of(next);
        }
    }

    final class Refunds implements RefundStore {

        @Override
        public RefundId newId() {
            return new RefundId(++ids);
        }

        @Override
        public void add(Refund refund) {
            statement.run();
            state.refunds.put(refund.id(), refund);
        }

        @Override
        public Optional<Refund> find(RefundId id) {
            return Optional.ofNullable(state.refunds.get(id));
        }

        @Override
        public List<Refund> of(AttemptId attempt) {
            return state.refunds.values().stream()
                    .filter(one -> one.attempt().equals(attempt))
                    .toList();
        }

        @Override
        public Optional<Refund> change(RefundId id, UnaryOperator<Refund> step) {
            statement.run();
            return Optional.ofNullable(state.refunds.computeIfPresent(id, (key, was) -> step.apply(was)));
        }
    }

    final class Ledger implements PaymentLedger {

        @Override
        public PaymentId newId() {
            return new PaymentId(++ids);
        }

        @Override
        public boolean enter(BankOperation operation) {
            statement.run();
            if (is(Sabotage.REFUND_NOT_ENTERED) && operation.kind() == BankOperation.Kind.REFUND) {
                return false;
            }
            if (is(Sabotage.UNKNOWN_ORDER_DROPPED) && operation.attempt() == null) {
                return false;
            }
            boolean present = state.operations.stream()
                    .anyMatch(one -> one.account().equals(operation.account())
                            && one.providerId().equals(operation.providerId())
                            && one.kind() == operation.kind()
                            && one.operationId().equals(operation.operationId()));
            if (present && !is(Sabotage.NO_UNIQUE_KEY)) {
                return false;
            }
            return state.operations.add(operation);
        }

        @Override
        public List<BankOperation> of(AttemptId attempt) {
            return state.operations.stream()
                    .filter(one -> attempt.equals(one.attempt()))
                    .filter(one -> !is(Sabotage.LEDGER_FORGETS) || one.kind() == BankOperation.Kind.PAYMENT)
                    .toList();
        }

        @Override
        public List<BankOperation> unassigned(BranchId branch) {
            return state.operations.stream()
                    .filter(one -> one.attempt() == null && !state.assigned.contains(one.id()))
                    .toList();
        }

        @Override
        public Optional<BankOperation> find(PaymentId id) {
            return state.operations.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public boolean assign(PaymentId id, InvoiceId invoice, Instant at) {
            return state.assigned.add(id);
        }

        @Override
        public void queue(Posting posting) {
            statement.run();
            if (!is(Sabotage.POSTING_LOST)) {
                state.queued.put(posting.id(), bent(posting));
            }
        }

        private Posting bent(Posting posting) {
            var amount = is(Sabotage.REFUND_POSTED_UP) && posting.amount().isNegative()
                    ? posting.amount().negated()
                    : posting.amount();
            var customer = is(Sabotage.WRONG_CUSTOMER)
                    ? new CustomerId(posting.customer().value() + 1)
                    : posting.customer();
            var branch = is(Sabotage.WRONG_BRANCH) ? new BranchId(2) : posting.branch();
            return new Posting(
                    posting.id(), branch, customer, posting.account(), amount, posting.receivedAt(), posting.note());
        }

        @Override
        public List<Posting> queued(Instant now, int limit) {
            return state.queued.values().stream().limit(limit).toList();
        }

        @Override
        public void settle(List<Settled> settled, Instant at) {
            statement.run();
            settled.forEach(one -> state.queued.remove(one.id()));
        }

        @Override
        public void postpone(PaymentId id, Instant until) {
            throw new IllegalStateException("The CRM of this world always answers");
        }

        @Override
        public List<Credit> credits(BranchId branch, Collection<CustomerId> customers, Instant since) {
            return List.of();
        }
    }

    final class Inbox implements WebhookInbox {

        @Override
        public Kept keep(MerchantAccountId account, RawWebhook webhook, State wanted) {
            statement.run();
            if (is(Sabotage.INBOX_NOT_WRITTEN)) {
                return new Kept(++ids, true, wanted);
            }
            var key = RecordedState.fingerprint(webhook);
            boolean isNew = !state.inbox.containsKey(key);
            long id = state.inbox.computeIfAbsent(key, one -> ++ids);
            state.inboxStates.putIfAbsent(id, wanted);
            state.inboxRaw.putIfAbsent(id, new Call(account, webhook));
            return new Kept(id, isNew, java.util.Objects.requireNonNull(state.inboxStates.get(id)));
        }

        @Override
        public Optional<Call> waiting(long id) {
            return state.inboxStates.get(id) == State.WAITING
                    ? Optional.ofNullable(state.inboxRaw.get(id))
                    : Optional.empty();
        }

        @Override
        public void done(long id, State wanted, Instant at) {
            statement.run();
            state.inboxStates.put(id, wanted);
        }
    }

    final class Accounts implements MerchantAccountStore {

        @Override
        public MerchantAccountId newId() {
            return new MerchantAccountId(++ids);
        }

        @Override
        public void add(MerchantAccount account) {
            merchants.add(account);
        }

        @Override
        public void save(MerchantAccount account) {
            merchants.replaceAll(was -> was.id().equals(account.id()) ? account : was);
        }

        @Override
        public Optional<MerchantAccount> find(MerchantAccountId id) {
            return merchants.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Optional<MerchantAccount> findByHook(String provider, String hookKey) {
            return merchants.stream()
                    .filter(one -> one.hookKey().equals(hookKey))
                    .findFirst();
        }

        @Override
        public List<MerchantAccount> of(BranchId branch) {
            return merchants.stream().filter(one -> one.branch().equals(branch)).toList();
        }
    }
}
