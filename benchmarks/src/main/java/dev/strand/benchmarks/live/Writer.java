package dev.strand.benchmarks.live;

import dev.strand.benchmarks.status.Logs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts at a steady rate on a thread of its own: whatever was late is made up for, so the
 * rate holds as long as the machine can.
 */
final class Writer implements AutoCloseable {
    private static final long STEP_NANOS = 10_000_000;

    private final Logs logs;
    private final int tasksPerStep;
    private final Thread thread;
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean isClosed;

    Writer(Logs logs, int factsPerSecond) {
        this.logs = logs;
        this.tasksPerStep =
                (int) (factsPerSecond * STEP_NANOS / 1_000_000_000L) / Stream.FACTS.size();
        this.thread = Thread.ofPlatform().name("writer").daemon().start(this::write);
    }

    private void write() {
        Deque<Future<RecordMetadata>> submitted = new ArrayDeque<>();
        long due = System.nanoTime();
        int number = 0;
        try {
            while (!isClosed) {
                for (int i = 0; i < tasksPerStep; i++) {
                    submitted.add(logs.submit(number++));
                }
                // Only what is acknowledged has a place that a fact can name.
                while (!submitted.isEmpty() && submitted.getFirst().isDone()) {
                    int _ = logs.tell(told.get(), submitted.removeFirst().get());
                    told.incrementAndGet();
                }
                due += STEP_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            failure.set(e);
        }
    }

    /** How many tasks the facts of which were written. */
    int tasksTold() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the facts could not be written", failed);
        }
        return told.get();
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
