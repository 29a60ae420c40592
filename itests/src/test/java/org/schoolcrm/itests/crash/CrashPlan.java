package org.schoolcrm.itests.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Counts the points at which a node can die, and strikes at one of them. */
public final class CrashPlan {

    /**
     * A point that was passed.
     *
     * @param lasting whether it leaves a trace by itself: a commit, a statement that is its own transaction, a call to
     *     the world outside. Deaths between the same two of them leave the same behind.
     * @param inTransaction whether it is part of a transaction that is under way
     */
    record Point(String stage, String what, boolean lasting, boolean inTransaction) {

        @Override
        public String toString() {
            return stage + ": " + what;
        }
    }

    /** How a node is struck. */
    enum Mode {
        /** It dies before the act. */
        BEFORE,
        /** The act is done, then it dies. */
        AFTER,
        /** The act is done, but the answer is lost: the connection breaks and the node lives on with an error. */
        ANSWER_LOST,
        /** The database sacrifices the transaction to another one; the node lives on with the error. */
        CONFLICT
    }

    /** The ways that leave a node dead or without an answer. */
    static final List<Mode> CRASHES = List.of(Mode.BEFORE, Mode.AFTER, Mode.ANSWER_LOST);

    private final int at;
    private final Mode mode;
    private final List<Point> passed = new ArrayList<>();
    private final List<String> surfaced = new ArrayList<>();
    private Runnable atDeath = () -> {};
    private boolean armed;
    private boolean dead;
    private String stage = "";

    private CrashPlan(int at, Mode mode) {
        this.at = at;
        this.mode = mode;
    }

    /** Nothing is struck. */
    public static CrashPlan none() {
        return new CrashPlan(0, Mode.BEFORE);
    }

    /** Strikes at the point of that number; the first is 1. */
    static CrashPlan at(int point, Mode mode) {
        return new CrashPlan(point, mode);
    }

    /** From now on points count. */
    void arm() {
        armed = true;
    }

    /** What the points from here on belong to. */
    void stage(String name) {
        stage = name;
    }

    void atDeath(Runnable cut) {
        atDeath = cut;
    }

    boolean isDead() {
        return dead;
    }

    List<Point> passed() {
        return List.copyOf(passed);
    }

    /** What went wrong in a way that somebody could see: a request or a job that failed. */
    void surface(Throwable failure) {
        surfaced.add(stage + " failed: " + failure);
    }

    /** What surfaced although the database only asked for the transaction once more. */
    List<String> surfaced() {
        return mode == Mode.CONFLICT ? List.copyOf(surfaced) : List.of();
    }

    /** A call to the world outside, which is done or not; what comes back is its answer or what stands for a lost one. */
    <T> T call(String what, Callable<T> act, Callable<T> answerLost) throws Exception {
        return pass(new Point(stage, what, true, false), act, answerLost, act);
    }

    /** A statement or a commit. */
    <T> T statement(
            String what,
            boolean lasting,
            boolean inTransaction,
            Callable<T> act,
            Callable<T> answerLost,
            Callable<T> conflict)
            throws Exception {
        return pass(new Point(stage, what, lasting, inTransaction), act, answerLost, conflict);
    }

    private <T> T pass(Point point, Callable<T> act, Callable<T> answerLost, Callable<T> conflict) throws Exception {
        if (dead) {
            throw new NodeDied();
        }
        if (!armed) {
            return act.call();
        }
        passed.add(point);
        if (passed.size() != at) {
            return act.call();
        }
        switch (mode) {
            case BEFORE -> {}
            case AFTER -> act.call();
            case ANSWER_LOST -> {
                act.call();
                return answerLost.call();
            }
            case CONFLICT -> {
                return conflict.call();
            }
        }
        dead = true;
        atDeath.run();
        throw new NodeDied();
    }
}
