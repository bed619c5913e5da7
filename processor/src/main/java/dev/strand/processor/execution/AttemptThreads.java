package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of all attempts of the process, and which of them are stuck: inside their handler
 * long after they were interrupted. Thread-safe.
 */
final class AttemptThreads {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptThreads.class);

    private record Interrupted(Attempt attempt, HandlerThread thread, long nanos) {}

    private final long stuckAfterNanos;
    private final Map<Attempt, HandlerThread> threads = new ConcurrentHashMap<>();
    private final Queue<Interrupted> interrupted = new ConcurrentLinkedQueue<>();
    private final Queue<PacedProgress> held = new ConcurrentLinkedQueue<>();
    private final Set<Attempt> stuck = ConcurrentHashMap.newKeySet();
    private final LongAdder everStuck = new LongAdder();

    AttemptThreads(Duration stuckAfter) {
        this.stuckAfterNanos = stuckAfter.toNanos();
    }

    /** An attempt is about to be made. */
    void begin(Attempt attempt) {
        threads.put(attempt, new HandlerThread());
    }

    @Nullable HandlerThread find(Attempt attempt) {
        return threads.get(attempt);
    }

    void interrupt(Attempt attempt) {
        HandlerThread thread = threads.get(attempt);
        if (thread != null && thread.interrupt()) {
            interrupted.add(new Interrupted(attempt, thread, System.nanoTime()));
        }
    }

    /** It has been made, or is not. */
    void end(Attempt attempt) {
        threads.remove(attempt);
        if (!stuck.isEmpty() && stuck.remove(attempt)) {
            LOG.atInfo()
                    .addKeyValue("taskId", attempt.run().taskId())
                    .addKeyValue("groupId", attempt.run().groupId())
                    .addKeyValue("type", attempt.task().type())
                    .addKeyValue("attempt", attempt.number())
                    .log("a stuck handler has returned");
        }
    }

    /** An attempt holds progress back. */
    void hold(PacedProgress progress) {
        held.add(progress);
    }

    /** Reports those that have become stuck, each once, and sends progress that was held back. */
    void tick(long nowNanos) {
        if (!held.isEmpty()) {
            held.removeIf(progress -> progress.flush(nowNanos));
        }
        Interrupted oldest = interrupted.peek();
        while (oldest != null && nowNanos - oldest.nanos() >= stuckAfterNanos) {
            interrupted.remove(oldest);
            if (oldest.thread().isInside()) {
                report(oldest.attempt());
            }
            oldest = interrupted.peek();
        }
    }

    private void report(Attempt attempt) {
        stuck.add(attempt);
        if (!threads.containsKey(attempt)) {
            stuck.remove(attempt);
            return;
        }
        everStuck.increment();
        LOG.atWarn()
                .addKeyValue("taskId", attempt.run().taskId())
                .addKeyValue("groupId", attempt.run().groupId())
                .addKeyValue("type", attempt.task().type())
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("durationMs", stuckAfterNanos / 1_000_000)
                .log(
                        "a handler goes on although it was interrupted: it is stuck, and its group"
                                + " waits until it returns");
    }

    /** Attempts that have not returned. */
    List<Attempt> all() {
        return List.copyOf(threads.keySet());
    }

    /** Attempts that are stuck now. */
    List<Attempt> stuck() {
        return List.copyOf(stuck);
    }

    /** Attempts that became stuck since the start. */
    long everStuck() {
        return everStuck.sum();
    }
}
