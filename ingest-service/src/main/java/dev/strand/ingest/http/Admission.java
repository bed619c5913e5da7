package dev.strand.ingest.http;

import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemType;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A limit on how many requests of one kind are handled at a time, so that memory has a bound.
 * Thread-safe.
 */
public final class Admission {
    private final String what;
    private final String setting;
    private final int limit;
    private final Semaphore free;

    /**
     * A limit.
     *
     * @param what plural of what is limited
     * @param setting name of the setting that says how many
     * @param limit how many at a time, 1 or more
     */
    public Admission(String what, String setting, int limit) {
        this.what = what;
        this.setting = setting;
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    /**
     * A place, to be closed when it is no longer needed, or null where all are taken. Never waits.
     */
    public @Nullable Place tryEnter() {
        return free.tryAcquire() ? new Place(free) : null;
    }

    /** How many places are taken at the moment. */
    public int taken() {
        return limit - free.availablePermits();
    }

    /** What to say to whom finds no place. */
    public Problem problem() {
        return new Problem(
                ProblemType.TOO_MANY_REQUESTS,
                "all "
                        + limit
                        + " places for "
                        + what
                        + " are taken; try again, or raise "
                        + setting);
    }

    /**
     * A place that is taken until it is closed. Closing is idempotent and may happen on any thread.
     */
    public static final class Place implements AutoCloseable {
        private final Semaphore free;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(Semaphore free) {
            this.free = free;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
        }
    }
}
