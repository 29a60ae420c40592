package org.schoolcrm.acquiring.simulation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.BankOrder;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.PaymentEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * One history of payers, a bank, a network and crashes, drawn from a seed; the same seed is the same history. When the
 * faults are over and time has passed, the auditor looks.
 */
public final class Histories {

    private static final int LONGEST = 40;
    private static final int KINDS = 20;
    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final Duration FORM_LIFETIME = Duration.ofMinutes(30);

    private final PaymentSimulation simulation;
    private final Random random;
    private final List<InvoiceId> invoices = new ArrayList<>();
    private final List<RawWebhook> undelivered = new ArrayList<>();
    private final Map<String, Instant> formsOpenUntil = new HashMap<>();
    private final boolean signed;
    private final BankKit kit;
    private int foreign;

    private Histories(BankKit kit, long seed, StoresFactory factory, Set<Sabotage> bugs) {
        this.kit = kit;
        this.random = new Random(seed);
        this.simulation = new PaymentSimulation(kit, factory, bugs);
        this.signed =
                kit.adapter().apply(simulation.bank, simulation.clock).profile().can(Capability.SIGNED_WEBHOOKS);
    }

    /** What the auditor found after the history of this seed; empty if all is well. */
    public static List<String> run(BankKit kit, long seed, Set<Sabotage> bugs) {
        return inMemory(kit, seed, bugs).play(-1);
    }

    /** The same history on stores of the caller's. */
    public static List<String> run(BankKit kit, long seed, StoresFactory factory) {
        return new Histories(kit, seed, factory, Set.of()).play(-1);
    }

    /** The same history, dying at one of its points; nothing if it has fewer. */
    static List<String> dyingAt(BankKit kit, long seed, int point) {
        return inMemory(kit, seed, Set.of()).play(point);
    }

    /** How many points a history has at which a process can die. */
    static int points(BankKit kit, long seed) {
        var history = inMemory(kit, seed, Set.of());
        history.play(-1);
        return history.simulation.points();
    }

    private static Histories inMemory(BankKit kit, long seed, Set<Sabotage> bugs) {
        return new Histories(kit, seed, point -> new InMemorySimulationStores(bugs, point), bugs);
    }

    private List<String> play(int crashAt) {
        int count = 1 + random.nextInt(2);
        for (int i = 1; i <= count; i++) {
            invoices.add(simulation.issue(i, 101 + random.nextInt(500_000)));
        }
        int steps = 10 + random.nextInt(LONGEST - 10);
        for (int i = 0; i < steps; i++) {
            if (crashAt >= 0) {
                simulation.crashAt = crashAt;
            } else if (random.nextInt(5) == 0) {
                simulation.crashAt = simulation.points() + random.nextInt(25);
            }
            step(crashAt >= 0);
        }
        simulation.crashAt = -1;
        simulation.removeAdapter(false);
        settle();
        return Auditor.audit(simulation);
    }

    private void step(boolean calm) {
        var invoice = invoices.get(random.nextInt(invoices.size()));
        int kind = random.nextInt(KINDS);
        if (!calm && random.nextInt(4) == 0 && mayFail(kind)) {
            simulation.bank.failNext(FAULTS.get(random.nextInt(FAULTS.size())));
        }
        int crashAt = simulation.crashAt;
        if (!mayFail(kind)) {
            simulation.crashAt = -1;
        }
        switch (kind) {
            case 0, 1, 2 -> click(invoice);
            case 3, 4, 5 -> pay();
            case 6 -> refuse();
            case 7, 8, 9, 10 -> deliver();
            case 11 -> simulation.follow(invoice);
            case 12 -> simulation.pass(Duration.ofSeconds(random.nextInt(600)));
            case 13 -> refund(invoice);
            case 14 -> disturb(invoice);
            case 15 -> payForeignOrder();
            case 16 -> declineAnotherTry();
            case 17 -> undo();
            case 18 -> decideOtherwise();
            default -> sleep();
        }
        simulation.crashAt = crashAt;
        undelivered.addAll(simulation.bank.takeOutbox());
        simulation.bank.failNothing();
    }

    /** A bank that sends no notification of a refund cannot be queried about one whose response was lost. */
    private boolean mayFail(int kind) {
        return kind != 13 || simulation.bank.notifiesOfRefunds();
    }

    private void click(InvoiceId invoice) {
        URI form = simulation.click(invoice);
        if (form != null) {
            simulation
                    .stores
                    .attempts()
                    .latestOf(invoice)
                    .ifPresent(attempt -> formsOpenUntil.putIfAbsent(
                            attempt.orderId(), simulation.clock.now().plus(FORM_LIFETIME)));
        }
    }

    private void pay() {
        payableOrder().filter(this::isPermitted).ifPresent(order -> {
            if (random.nextInt(3) == 0 && simulation.bank.offersSbp()) {
                simulation.bank.chooseSbp(order.orderId);
            }
            if (order.hold || random.nextInt(4) == 0) {
                undelivered.addAll(simulation.bank.simulate(order.orderId, PaymentEvent.AUTHORIZED));
            }
            var news = simulation.bank.simulate(order.orderId, PaymentEvent.PAID);
            send(worded(order, PaymentEvent.PAID, news), true);
        });
    }

    /** A bank that asks before it takes money takes none without our word. */
    private boolean isPermitted(BankOrder order) {
        return simulation.bank.question(order).map(simulation::permits).orElse(true);
    }

    private List<RawWebhook> worded(BankOrder order, PaymentEvent event, List<RawWebhook> usual) {
        var unusual = simulation.bank.unusual(order, event);
        return usual.isEmpty() || unusual.isEmpty() || random.nextInt(4) > 0
                ? usual
                : List.of(unusual.get(random.nextInt(unusual.size())));
    }

    /** News of another payment of an order that may be paid meanwhile, or long before they arrive. */
    private void declineAnotherTry() {
        anyOrder(order -> formsOpenUntil.containsKey(order.orderId)
                        && (order.captured == 0 || !simulation.bank.tellsOnlyTheLastOperation()))
                .ifPresent(order -> send(simulation.bank.declineAnotherTry(order.orderId), false));
    }

    /** Other ends of a paid payment: the bank reverses it, a refund comes back, the payer disputes it. */
    private void undo() {
        var bank = simulation.bank;
        if (bank.allowsReversal()) {
            anyOrder(order -> order.captured > 0 && order.refunds.isEmpty())
                    .ifPresent(order -> send(bank.reverseByStaff(order.orderId), true));
        } else if (bank.refundsMayFailAfterwards() && random.nextBoolean()) {
            anyOrder(order -> !order.refunds.isEmpty() && order.refunded() == sum(order))
                    .ifPresent(order -> send(bank.failRefund(order.orderId), false));
        } else {
            anyOrder(order -> order.captured > 0).ifPresent(order -> {
                var news = bank.dispute(order.orderId);
                if (!news.isEmpty()) {
                    simulation.disputed.add(order.orderId);
                }
                send(news, false);
            });
        }
    }

    private static long sum(BankOrder order) {
        return order.refunds.stream().mapToLong(BankOrder.Refund::amount).sum();
    }

    private Optional<BankOrder> anyOrder(Predicate<BankOrder> wanted) {
        var candidates = simulation.bank.orders().stream()
                .filter(order -> simulation.openedFor.containsKey(order.orderId))
                .filter(wanted)
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private void decideOtherwise() {
        simulation.bank.refuseRefundsInHand(random.nextInt(3) == 0);
    }

    /** The node is off for days: forms close, and banks forget the keys of what they were asked. */
    private void sleep() {
        var days = Duration.ofHours(20 + random.nextInt(60));
        if (random.nextInt(3) == 0) {
            simulation.sleep(days);
        }
    }

    private void refuse() {
        payableOrder()
                .ifPresent(order -> send(
                        simulation.bank.simulate(
                                order.orderId, random.nextBoolean() ? PaymentEvent.FAILED : PaymentEvent.EXPIRED),
                        true));
    }

    /** An order whose form a payer has, still open and not paid. */
    private Optional<BankOrder> payableOrder() {
        var candidates = simulation.bank.orders().stream()
                .filter(order -> order.captured == 0)
                .filter(order -> {
                    var until = formsOpenUntil.get(order.orderId);
                    return until != null && simulation.clock.now().isBefore(until);
                })
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private void send(List<RawWebhook> notifications, boolean mayBeLost) {
        if (!mayBeLost || random.nextInt(5) > 0) {
            undelivered.addAll(notifications);
        }
    }

    private void deliver() {
        if (undelivered.isEmpty()) {
            return;
        }
        int at = random.nextInt(undelivered.size());
        var notification = undelivered.get(at);
        if (signed && random.nextInt(4) == 0) {
            simulation.deliver(forged(notification));
        }
        boolean acknowledged = simulation.deliver(notification);
        if (acknowledged && random.nextInt(4) > 0) {
            undelivered.remove(at);
        }
    }

    private RawWebhook forged(RawWebhook notification) {
        if (notification.method().equals("GET")) {
            var text = new StringBuilder(notification.query());
            int at = random.nextInt(text.length());
            text.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(4))));
            return with(notification, text.toString(), notification.body());
        }
        var body = notification.body().clone();
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(4));
        return with(notification, notification.query(), body);
    }

    private static RawWebhook with(RawWebhook notification, String query, byte[] body) {
        return new RawWebhook(
                notification.method(),
                notification.type(),
                query,
                notification.headers(),
                body,
                notification.remoteAddress(),
                notification.receivedAt());
    }

    private void refund(InvoiceId invoice) {
        var order = simulation.bank.orders().stream()
                .filter(one -> one.left() > 0 && invoice.equals(simulation.openedFor.get(one.orderId)))
                .findFirst();
        if (order.isEmpty()) {
            return;
        }
        long left = order.get().left();
        if (random.nextBoolean() || !simulation.bank.notifiesOfRefunds()) {
            simulation.requestedRefunds++;
            simulation.refund(invoice, 1 + Math.floorMod(random.nextLong(), left));
            return;
        }
        long refunded = random.nextInt(3) == 0 ? left : 1 + Math.floorMod(random.nextLong(), left);
        var news = simulation.bank.refundByStaff(order.get().orderId, refunded);
        send(worded(order.get(), PaymentEvent.REFUNDED, news), false);
    }

    private void disturb(InvoiceId invoice) {
        switch (random.nextInt(3)) {
            case 0 -> simulation.removeAdapter(simulation.adapterIsInstalled);
            case 1 -> simulation.archive(invoice);
            default -> simulation.pass(Duration.ofMinutes(random.nextInt(40)));
        }
    }

    /** Money of an order that is not ours; only a signed notification makes us record it. */
    private void payForeignOrder() {
        if (signed && random.nextInt(3) == 0) {
            var order = simulation.bank.openForeign(
                    kit.order().apply(900 + foreign++), 5_000 + random.nextInt(9_999), kit.currency());
            send(simulation.bank.simulate(order.orderId, PaymentEvent.PAID), false);
        }
    }

    /** The bank repeats what nobody acknowledged, and days pass. */
    private void settle() {
        simulation.pass(Duration.ofMinutes(10));
        undelivered.addAll(simulation.bank.takeOutbox());
        Collections.shuffle(undelivered, random);
        for (int round = 0; round < 20 && !undelivered.isEmpty(); round++) {
            undelivered.removeIf(simulation::deliver);
            simulation.pass(Duration.ofMinutes(1));
            undelivered.addAll(simulation.bank.takeOutbox());
        }
        for (int i = 0; i < 400 && !(simulation.isQuiet() && undelivered.isEmpty()); i++) {
            simulation.pass(i < 60 ? Duration.ofMinutes(10) : Duration.ofHours(6));
            if (i > 100) {
                simulation.decideRefunds();
            }
            undelivered.addAll(simulation.bank.takeOutbox());
            undelivered.removeIf(simulation::deliver);
        }
    }
}
