package org.schoolcrm.acquiring.testkit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Fault;
import org.schoolcrm.acquiring.testkit.SimulatedBank.Happening;
import org.schoolcrm.billing.api.InvoiceId;

/**
 * One history of payers, a bank, a network and crashes, drawn from a seed; the same seed is the same history. When the
 * faults are over and time has passed, the auditor looks.
 */
public final class Histories {

    private static final int LONGEST = 40;
    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final Duration FORM_LIVES = Duration.ofMinutes(30);

    private final PaymentSimulation world;
    private final Random lots;
    private final List<InvoiceId> invoices = new ArrayList<>();
    private final List<RawWebhook> mail = new ArrayList<>();
    private final Map<String, Instant> forms = new HashMap<>();
    private final boolean signed;
    private final BankKit kit;
    private int foreign;

    private Histories(BankKit kit, long seed, SimulationStores.Site site, Set<Sabotage> bugs) {
        this.kit = kit;
        this.lots = new Random(seed);
        this.world = new PaymentSimulation(kit, site, bugs);
        this.signed = kit.adapter()
                .apply(world.bank, world.clock)
                .profile()
                .can(org.schoolcrm.acquiring.api.Capability.SIGNED_WEBHOOKS);
    }

    /** What the auditor found after the history of this seed; empty if all is well. */
    public static List<String> run(BankKit kit, long seed, Set<Sabotage> bugs) {
        return inMemory(kit, seed, bugs).play(-1);
    }

    /** The same history on premises of the caller's. */
    public static List<String> run(BankKit kit, long seed, SimulationStores.Site site) {
        return new Histories(kit, seed, site, Set.of()).play(-1);
    }

    /** The same history, dying at one of its points; nothing if it has fewer. */
    static List<String> dyingAt(BankKit kit, long seed, int point) {
        return inMemory(kit, seed, Set.of()).play(point);
    }

    /** How many points a history has at which a process can die. */
    static int points(BankKit kit, long seed) {
        var history = inMemory(kit, seed, Set.of());
        history.play(-1);
        return history.world.points();
    }

    private static Histories inMemory(BankKit kit, long seed, Set<Sabotage> bugs) {
        return new Histories(kit, seed, point -> new InMemorySimulationStores(bugs, point), bugs);
    }

    private List<String> play(int crashAt) {
        int count = 1 + lots.nextInt(2);
        for (int i = 1; i <= count; i++) {
            invoices.add(world.issue(i, 101 + lots.nextInt(500_000)));
        }
        int steps = 10 + lots.nextInt(LONGEST - 10);
        for (int i = 0; i < steps; i++) {
            if (crashAt >= 0) {
                world.crashAt = crashAt;
            } else if (lots.nextInt(5) == 0) {
                world.crashAt = world.points() + lots.nextInt(25);
            }
            step(crashAt >= 0);
        }
        world.crashAt = -1;
        world.takeAdapterAway(false);
        settle();
        return Auditor.audit(world);
    }

    private void step(boolean calm) {
        var invoice = invoices.get(lots.nextInt(invoices.size()));
        int kind = lots.nextInt(16);
        if (!calm && lots.nextInt(4) == 0 && mayFail(kind)) {
            world.bank.failNext(FAULTS.get(lots.nextInt(FAULTS.size())));
        }
        int crashAt = world.crashAt;
        if (!mayFail(kind)) {
            world.crashAt = -1;
        }
        switch (kind) {
            case 0, 1, 2 -> click(invoice);
            case 3, 4, 5 -> pay();
            case 6 -> refuse();
            case 7, 8, 9, 10 -> deliver();
            case 11 -> world.follow(invoice);
            case 12 -> world.pass(Duration.ofSeconds(lots.nextInt(600)));
            case 13 -> refund(invoice);
            case 14 -> disturb(invoice);
            default -> strangers();
        }
        world.crashAt = crashAt;
        mail.addAll(world.bank.takeOutbox());
        world.bank.failNothing();
    }

    /** A bank that tells nobody of refunds cannot be asked what became of one whose answer was lost. */
    private boolean mayFail(int kind) {
        return kind != 13 || world.bank.tellsOfRefunds();
    }

    private void click(InvoiceId invoice) {
        URI form = world.click(invoice);
        if (form != null) {
            world.premises
                    .attempts()
                    .latestOf(invoice)
                    .ifPresent(attempt -> forms.putIfAbsent(
                            attempt.orderId(), world.clock.now().plus(FORM_LIVES)));
        }
    }

    private void pay() {
        open().ifPresent(order -> {
            if (order.hold || lots.nextInt(4) == 0) {
                mail.addAll(world.bank.happen(order.orderId, Happening.AUTHORIZED));
            }
            send(world.bank.happen(order.orderId, Happening.PAID), true);
        });
    }

    private void refuse() {
        open().ifPresent(order -> send(
                world.bank.happen(order.orderId, lots.nextBoolean() ? Happening.FAILED : Happening.EXPIRED), true));
    }

    /** An order whose form a payer has, still open and not paid. */
    private java.util.Optional<BankOrder> open() {
        var candidates = world.bank.orders().stream()
                .filter(order -> order.captured == 0)
                .filter(order -> {
                    var until = forms.get(order.orderId);
                    return until != null && world.clock.now().isBefore(until);
                })
                .toList();
        return candidates.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(candidates.get(lots.nextInt(candidates.size())));
    }

    private void send(List<RawWebhook> notices, boolean mayBeLost) {
        if (!mayBeLost || lots.nextInt(5) > 0) {
            mail.addAll(notices);
        }
    }

    private void deliver() {
        if (mail.isEmpty()) {
            return;
        }
        int at = lots.nextInt(mail.size());
        var notice = mail.get(at);
        if (signed && lots.nextInt(4) == 0) {
            world.deliver(forged(notice));
        }
        boolean heard = world.deliver(notice);
        if (heard && lots.nextInt(4) > 0) {
            mail.remove(at);
        }
    }

    private RawWebhook forged(RawWebhook notice) {
        if (notice.method().equals("GET")) {
            var text = new StringBuilder(notice.query());
            int at = lots.nextInt(text.length());
            text.setCharAt(at, (char) (text.charAt(at) ^ (1 << lots.nextInt(4))));
            return with(notice, text.toString(), notice.body());
        }
        var body = notice.body().clone();
        body[lots.nextInt(body.length)] ^= (byte) (1 << lots.nextInt(4));
        return with(notice, notice.query(), body);
    }

    private static RawWebhook with(RawWebhook notice, String query, byte[] body) {
        return new RawWebhook(
                notice.method(),
                notice.type(),
                query,
                notice.headers(),
                body,
                notice.remoteAddress(),
                notice.receivedAt());
    }

    private void refund(InvoiceId invoice) {
        var order = world.bank.orders().stream()
                .filter(one -> one.left() > 0 && invoice.equals(world.openedFor.get(one.orderId)))
                .findFirst();
        if (order.isEmpty()) {
            return;
        }
        long left = order.get().left();
        if (lots.nextBoolean() || !world.bank.tellsOfRefunds()) {
            world.askedBack++;
            world.refund(invoice, 1 + Math.floorMod(lots.nextLong(), left));
            return;
        }
        long back = world.bank.tellsOfParts() ? 1 + Math.floorMod(lots.nextLong(), left) : left;
        if (world.bank.tellsOfParts() || order.get().refunded() == 0) {
            world.sentBackAtTheBank += back;
            send(world.bank.refundAtTheBank(order.get().orderId, back), false);
        }
    }

    private void disturb(InvoiceId invoice) {
        switch (lots.nextInt(3)) {
            case 0 -> world.takeAdapterAway(world.adapterIsThere);
            case 1 -> world.archive(invoice);
            default -> world.pass(Duration.ofMinutes(lots.nextInt(40)));
        }
    }

    /** Money of an order that is not ours; only who signs can make us hold it. */
    private void strangers() {
        if (signed && lots.nextInt(3) == 0) {
            var order = world.bank.openForeign(
                    kit.order().apply(900 + foreign++), 5_000 + lots.nextInt(9_999), kit.currency());
            send(world.bank.happen(order.orderId, Happening.PAID), false);
        }
    }

    /** The bank repeats what nobody acknowledged, and days pass. */
    private void settle() {
        Collections.shuffle(mail, lots);
        for (int round = 0; round < 20 && !mail.isEmpty(); round++) {
            mail.removeIf(world::deliver);
            world.pass(Duration.ofMinutes(1));
            mail.addAll(world.bank.takeOutbox());
        }
        for (int i = 0; i < 400 && !world.isQuiet(); i++) {
            world.pass(i < 60 ? Duration.ofMinutes(10) : Duration.ofHours(6));
            mail.addAll(world.bank.takeOutbox());
            mail.removeIf(world::deliver);
        }
    }
}
