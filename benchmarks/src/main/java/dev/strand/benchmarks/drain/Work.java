package dev.strand.benchmarks.drain;

import dev.strand.testing.guarantee.LiveChecker;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The handler that all contenders call, and what it sees. Thread-safe. */
final class Work {
    private static final long NOT_YET = Long.MIN_VALUE;

    private final LiveChecker checker = new LiveChecker();
    private final AtomicLong firstNanos = new AtomicLong(NOT_YET);
    private final AtomicLong firstCpuNanos = new AtomicLong();
    private final int handlerMillis;
    private final long startedNanos = System.nanoTime();

    Work(int handlerMillis) {
        this.handlerMillis = handlerMillis;
    }

    /** Does the work of one task. */
    void handle(String groupId, long sequence) throws InterruptedException {
        if (firstNanos.get() == NOT_YET) {
            first();
        }
        checker.enter(groupId, sequence);
        if (handlerMillis > 0) {
            Thread.sleep(handlerMillis);
        }
        checker.leave(groupId, sequence);
    }

    private void first() {
        long cpuNanos = cpuNanos();
        if (firstNanos.compareAndSet(NOT_YET, System.nanoTime())) {
            firstCpuNanos.set(cpuNanos);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    long started() {
        return checker.entered();
    }

    /** The measurement, if the last outcome became durable at {@code endNanos}. */
    Drained drained(long endNanos, List<String> notes) {
        long first = firstNanos.get();
        return new Drained(
                (first - startedNanos) / 1_000_000,
                endNanos - first,
                (cpuNanos() - firstCpuNanos.get()) / 1_000_000,
                checker.entered(),
                checker.violations(),
                notes);
    }
}
