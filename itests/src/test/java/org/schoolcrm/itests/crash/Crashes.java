package org.schoolcrm.itests.crash;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.transaction.Status;
import javax.transaction.SystemException;
import javax.transaction.TransactionManager;
import org.schoolcrm.itests.crash.CrashPlan.Mode;
import org.schoolcrm.itests.crash.CrashPlan.Point;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a flow once for every point and mode: strike, start anew, run to quiet, audit. */
final class Crashes {

    /** What came of one case. */
    record Case(CrashPlan plan, List<String> findings) {}

    private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);
    private static final int ROUNDS = 80;
    private static final int TURNS = 10;

    private final School school;
    private final Function<School, Flow> flows;
    private final TransactionManager transactions;

    Crashes(School school, Function<School, Flow> flows) {
        this.school = school;
        this.flows = flows;
        this.transactions = school.transactions();
    }

    /** The points that the flow passes when nothing happens to it; there must be no findings either. */
    List<Point> points() {
        var quiet = run(CrashPlan.none());
        if (!quiet.findings().isEmpty()) {
            throw new AssertionError("Without any crash: " + quiet.findings());
        }
        return quiet.plan().passed();
    }

    /** Findings of the cases, by their point and mode. */
    Map<String, List<String>> strike(List<Point> points, Function<Point, List<Mode>> modes) {
        var found = new LinkedHashMap<String, List<String>>();
        int cases = 0;
        for (int at = 1; at <= points.size(); at++) {
            var point = points.get(at - 1);
            for (var mode : modes.apply(point)) {
                cases++;
                var findings = run(CrashPlan.at(at, mode)).findings();
                if (!findings.isEmpty()) {
                    found.put(at + " " + mode + " " + point, findings);
                }
            }
        }
        LOG.info("{} cases at {} crash points, by stage {}", cases, points.size(), byStage(points));
        return found;
    }

    /** The first findings at points that begin like that, none if there are none at all. */
    List<String> firstFindings(String where) {
        var points = points();
        for (int at = 1; at <= points.size(); at++) {
            for (var mode : points.get(at - 1).toString().startsWith(where) ? CrashPlan.CRASHES : List.<Mode>of()) {
                var findings = run(CrashPlan.at(at, mode)).findings();
                if (!findings.isEmpty()) {
                    return findings;
                }
            }
        }
        return List.of();
    }

    /** How many points each stage has. */
    static Map<String, Long> byStage(List<Point> points) {
        return points.stream().collect(Collectors.groupingBy(Point::stage, LinkedHashMap::new, Collectors.counting()));
    }

    Case run(CrashPlan plan) {
        var log = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            return quietly(plan);
        } finally {
            System.setErr(log);
        }
    }

    private Case quietly(CrashPlan plan) {
        school.goBack();
        var findings = new ArrayList<String>();
        var flow = flows.apply(school);
        var node = open(flow, plan);
        plan.arm();
        boolean over = false;
        for (int round = 0; round < ROUNDS && !over; round++) {
            live(flow, node, plan, findings);
            if (node.isDead()) {
                school.end(node);
                node = open(flow, CrashPlan.none());
            } else {
                over = flow.isOver() && school.isQuiet();
            }
            school.clock().advance(pause(round));
        }
        if (!over) {
            findings.add("I17 it never ends");
        }
        findings.addAll(plan.surfaced());
        findings.addAll(flow.audit());
        school.end(node);
        return new Case(plan, findings);
    }

    private Node open(Flow flow, CrashPlan plan) {
        return school.open(plan, wiring -> flow.connect(wiring, plan));
    }

    /** One round of a node's life, which may be its last. */
    private void live(Flow flow, Node node, CrashPlan plan, List<String> findings) {
        plan.stage("request");
        attempt(node, findings, () -> flow.step(node));
        plan.stage("scheduler");
        int turns = 0;
        do {
            attempt(node, findings, node::work);
        } while (!node.isDead() && ++turns < TURNS && school.hasWork());
    }

    /** A request or a turn of the scheduler: what it throws is shown to a person or logged, and the node goes on. */
    private void attempt(Node node, List<String> findings, Deed deed) {
        try {
            deed.run();
        } catch (NodeDied | Exception e) {
            node.plan().surface(e);
        }
        try {
            if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transactions.suspend();
                if (!node.isDead()) {
                    findings.add("I18 the thread is left in a transaction");
                }
            }
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seconds at first, then minutes until leases and pauses are over, then hours until attempts are given up. */
    private static Duration pause(int round) {
        if (round < 6) {
            return Duration.ofSeconds(1);
        }
        if (round < 20) {
            return round < 16 ? Duration.ofSeconds(45) : Duration.ofMinutes(10);
        }
        return round < 40 ? Duration.ofHours(6) : Duration.ofDays(1);
    }

    private interface Deed {

        void run() throws Exception;
    }
}
