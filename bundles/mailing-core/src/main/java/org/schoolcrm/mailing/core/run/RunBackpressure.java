package org.schoolcrm.mailing.core.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.schoolcrm.acquiring.api.Acquiring;

/**
 * Lets a run step back while banks are calling: a payer waits for what a bank says, nobody waits for a run
 * (ADR 0193).
 */
public final class RunBackpressure {

    /** Times the work: a tenth of what it could take is left to it. */
    private static final int REST = 9;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier banksCall;
    private final LongConsumer rest;

    public RunBackpressure(Acquiring acquiring) {
        this(acquiring::isHearing, LockSupport::parkNanos);
    }

    /** @param rest waits so many nanoseconds */
    public RunBackpressure(BooleanSupplier banksCall, LongConsumer rest) {
        this.banksCall = banksCall;
        this.rest = rest;
    }

    /** Does the work, and rests after it if banks were calling before. */
    void work(Runnable work) {
        this.<Boolean>work(() -> {
            work.run();
            return true;
        });
    }

    /** Does the work, and rests after it if banks were calling before. */
    <T> T work(Supplier<T> work) {
        boolean gives = banksCall.getAsBoolean();
        long began = System.nanoTime();
        var result = work.get();
        if (gives) {
            rest.accept(Math.min(REST * (System.nanoTime() - began), LONGEST_NANOS));
        }
        return result;
    }
}
