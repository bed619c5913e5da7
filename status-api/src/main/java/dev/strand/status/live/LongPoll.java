package dev.strand.status.live;

import dev.strand.status.config.StatusConfig;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requests that wait for a task to change. They hold no thread and ask nothing again until the task
 * has changed. For use by several threads.
 */
@Singleton
public class LongPoll {
    private final Map<String, Set<Waiting<?>>> byTask = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService work;
    private final ScheduledExecutorService timer;
    private final int maxWaiters;

    LongPoll(
            @Named("status-work") ExecutorService work,
            @Named("status-timer") ScheduledExecutorService timer,
            StatusConfig config) {
        this.work = work;
        this.timer = timer;
        this.maxWaiters = config.maxWaiters();
    }

    /**
     * What a look at a task shows once it is enough, or what it shows when the time is over.
     *
     * @param look reads the task; may fail, which ends the wait
     * @param patience how long to wait, and no longer than somebody is there for the answer
     * @throws ProblemException 503 if too many wait already
     */
    public <T> CompletableFuture<T> await(
            String taskId, Supplier<T> look, Predicate<T> isEnough, Patience patience) {
        if (count.incrementAndGet() > maxWaiters) {
            count.decrementAndGet();
            throw new ProblemException(
                    Problem.unavailable(
                            "at most "
                                    + maxWaiters
                                    + " requests may wait at once; ask again without wait"));
        }
        Waiting<T> waiting = new Waiting<>(look, isEnough);
        byTask.compute(
                taskId,
                (id, all) -> {
                    Set<Waiting<?>> set = all == null ? ConcurrentHashMap.newKeySet() : all;
                    set.add(waiting);
                    return set;
                });
        var alarm =
                timer.schedule(waiting::giveUp, patience.left().toMillis(), TimeUnit.MILLISECONDS);
        patience.whenGone(waiting::giveUp);
        waiting.signal();
        return waiting.future.whenComplete((shown, failure) -> {
            alarm.cancel(false);
            forget(taskId, waiting);
        });
    }

    /** A task has changed. Called from stream threads; returns at once. */
    void changed(String taskId) {
        Set<Waiting<?>> waiting = byTask.get(taskId);
        if (waiting != null) {
            waiting.forEach(Waiting::signal);
        }
    }

    /** How many requests wait. */
    public int waiting() {
        return count.get();
    }

    private void forget(String taskId, Waiting<?> waiting) {
        count.decrementAndGet();
        byTask.computeIfPresent(
                taskId,
                (id, all) -> {
                    all.remove(waiting);
                    return all.isEmpty() ? null : all;
                });
    }

    /** One request. Looks are made one at a time, and one more for any number of signals. */
    private final class Waiting<T> {
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private final AtomicInteger signals = new AtomicInteger();
        private final Supplier<T> look;
        private final Predicate<T> isEnough;

        Waiting(Supplier<T> look, Predicate<T> isEnough) {
            this.look = look;
            this.isEnough = isEnough;
        }

        void signal() {
            if (signals.getAndIncrement() == 0) {
                work.execute(this::lookAgain);
            }
        }

        private void lookAgain() {
            int seen;
            do {
                seen = signals.get();
                look(false);
            } while (!signals.compareAndSet(seen, 0));
        }

        private void giveUp() {
            work.execute(() -> look(true));
        }

        private void look(boolean isLast) {
            if (future.isDone()) {
                return;
            }
            try {
                T shown = look.get();
                if (isLast || isEnough.test(shown)) {
                    future.complete(shown);
                }
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        }
    }
}
