package org.schoolcrm.itests.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Ways to get it wrong that show only when a node dies; each is planted anew in every node. */
final class PlantedBugs {

    private static final AtomicLong LAST_KEY = new AtomicLong(1_000_000_000);

    private PlantedBugs() {}

    static void bankIsThankedBeforeTheCommit(Wiring wiring) {
        wiring.cover(
                Acquiring.class,
                real -> MethodStub.of(Acquiring.class, real, "receive", (values, right) -> {
                    try {
                        return right.call();
                    } catch (NodeDied death) {
                        return WebhookReply.text(200, "OK");
                    }
                }));
    }

    static void bankIsCalledBeforeTheAttemptIsKept(Wiring wiring) {
        var late = new AtomicReference<PaymentAttempt>();
        wiring.cover(AttemptStore.class, real -> {
            var adding = MethodStub.of(AttemptStore.class, real, "add", (values, right) -> {
                late.set((PaymentAttempt) values[0]);
                return null;
            });
            return MethodStub.of(AttemptStore.class, adding, "lockAll", (values, right) -> {
                var attempt = late.getAndSet(null);
                if (attempt != null) {
                    real.add(attempt);
                }
                return right.call();
            });
        });
    }

    static void creditsHaveNoKey(Wiring wiring) {
        wiring.cover(
                Accounts.class,
                real -> MethodStub.of(Accounts.class, real, "postAll", (values, right) -> {
                    var page = new ArrayList<Posting>();
                    for (var posting : (List<?>) values[0]) {
                        page.add(underAnotherKey((Posting) posting));
                    }
                    return real.postAll(page);
                }));
    }

    private static Posting underAnotherKey(Posting posting) {
        return new Posting(
                new PaymentId(LAST_KEY.incrementAndGet()),
                posting.branch(),
                posting.customer(),
                posting.account(),
                posting.amount(),
                posting.receivedAt(),
                posting.note());
    }

    static void jobsArePlannedAfterTheCommit(Wiring wiring) {
        var late = new ArrayList<Callable<Object>>();
        var depth = new AtomicInteger();
        wiring.cover(
                Transactions.class,
                real -> MethodStub.of(Transactions.class, real, "inTransaction", (values, right) -> {
                    depth.incrementAndGet();
                    try {
                        var result = right.call();
                        if (depth.get() == 1) {
                            var jobs = List.copyOf(late);
                            late.clear();
                            for (var job : jobs) {
                                job.call();
                            }
                        }
                        return result;
                    } finally {
                        depth.decrementAndGet();
                    }
                }));
        wiring.cover(
                Jobs.class,
                real -> MethodStub.of(Jobs.class, real, "schedule", (values, right) -> {
                    late.add(right);
                    return null;
                }));
    }

    static void whatWasOnTheWireIsSentAgain(Wiring wiring) {
        wiring.cover(
                Outbox.class,
                real -> MethodStub.of(
                        Outbox.class, real, "reap", (values, right) -> real.reap(Set.of(MailingFlow.ACCOUNT))));
    }

    static void theWireIsNotMarked(Wiring wiring) {
        wiring.cover(Outbox.class, real -> MethodStub.of(Outbox.class, real, "markOnWire", (values, right) -> true));
    }

    static void messagesAreCommittedApart(Wiring wiring) {
        var transactions = new AtomicReference<Transactions>();
        wiring.cover(Transactions.class, real -> {
            transactions.set(real);
            return real;
        });
        wiring.cover(
                Outbox.class,
                real -> MethodStub.of(
                        Outbox.class,
                        real,
                        "addAll",
                        (values, right) -> transactions.get().apart(() -> {
                            try {
                                return right.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })));
    }
}
