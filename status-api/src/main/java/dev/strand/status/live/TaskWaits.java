package dev.strand.status.live;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Wire;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FindTask;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Rows;
import dev.strand.status.query.Tasks;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for tasks, whichever instance has them: who keeps the task's partition waits for it, and
 * where that instance dies meanwhile, whoever has the partition then is asked to wait on. No wait
 * holds a thread. For use by several threads.
 */
@Singleton
public class TaskWaits {
    /** Where other instances wait. */
    public static final String PATH = "/internal/wait";

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final LongPoll longPoll;
    private final Tasks tasks;
    private final Fleet fleet;
    private final LocalTables tables;
    private final ExecutorService work;

    TaskWaits(
            LongPoll longPoll,
            Tasks tasks,
            Fleet fleet,
            LocalTables tables,
            @Named("status-work") ExecutorService work) {
        this.longPoll = longPoll;
        this.tasks = tasks;
        this.fleet = fleet;
        this.tables = tables;
        this.work = work;
    }

    /**
     * The task once it is that far, or as it is when the time is over.
     *
     * @return fails with a {@link ProblemException}: 503 where too many wait, or where nobody can
     *     tell about the task until the time is over
     */
    public CompletableFuture<Answer<List<FoundTask>>> await(TaskWait wait) {
        long deadline = System.nanoTime() + wait.timeout().toNanos();
        return CompletableFuture.supplyAsync(() -> look(wait), work)
                .thenCompose(found -> decide(found, wait, deadline));
    }

    /** What there is now; empty where nobody can tell at the moment. */
    private Optional<Answer<List<FoundTask>>> look(TaskWait wait) {
        try {
            return Optional.of(tasks.ask(wait.taskId(), wait.groupId()));
        } catch (ProblemException e) {
            if (wait.timeout().compareTo(PAUSE) <= 0) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private CompletableFuture<Answer<List<FoundTask>>> decide(
            Optional<Answer<List<FoundTask>>> found, TaskWait wait, long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        boolean isOver =
                found.isPresent()
                        && (!left.isPositive() || wait.until().isEnough(found.get().value()));
        if (isOver) {
            return CompletableFuture.completedFuture(found.get());
        }
        CompletableFuture<Void> reason =
                found.isEmpty() ? pause() : change(found.get().value(), wait.lasting(left));
        return reason.thenCompose(nothing -> {
            Duration rest = Duration.ofNanos(deadline - System.nanoTime());
            return await(wait.lasting(rest.isNegative() ? Duration.ZERO : rest));
        });
    }

    /** Completes once it is worth looking again. */
    private CompletableFuture<Void> change(List<FoundTask> found, TaskWait wait) {
        return found.size() == 1 ? changeOf(found.getFirst(), wait) : changeAnywhere(wait);
    }

    /** Only who keeps its partition waits for a task that is known. */
    private CompletableFuture<Void> changeOf(FoundTask task, TaskWait wait) {
        TaskWait there =
                new TaskWait(
                        wait.taskId(), task.row().id().groupId(), wait.until(), wait.timeout());
        String other = fleet.otherWith(task.partition());
        if (other != null) {
            return orPause(fleet.call(other, PATH, there.toBytes(), wait.timeout().plus(GRACE)));
        }
        return fleet.here().contains(task.partition()) ? orPause(here(there)) : pause();
    }

    /** Everyone waits for one that is not, and so not for long. */
    private CompletableFuture<Void> changeAnywhere(TaskWait wait) {
        List<String> others = fleet.others(new FindTask(wait.taskId(), wait.groupId()));
        if (others.isEmpty() && tables.hasSome()) {
            return orPause(here(wait));
        }
        Duration slice = wait.timeout().compareTo(SLICE) < 0 ? wait.timeout() : SLICE;
        TaskWait brief = wait.lasting(slice);
        CompletableFuture<Void> enough = new CompletableFuture<>();
        for (String other : others) {
            var _ =
                    fleet.call(other, PATH, brief.toBytes(), slice.plus(GRACE))
                            .thenAccept(found -> wake(read(found), enough));
        }
        if (tables.hasSome()) {
            var _ = here(brief).thenAccept(found -> wake(found, enough));
        }
        return enough.completeOnTimeout(null, slice.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void wake(List<FoundTask> found, CompletableFuture<Void> enough) {
        if (!found.isEmpty()) {
            enough.complete(null);
        }
    }

    /** Where waiting fails, its partition moves or its keeper is gone. */
    private CompletableFuture<Void> orPause(CompletableFuture<?> waiting) {
        return waiting.handle((found, failure) -> failure != null)
                .thenCompose(hasFailed ->
                        hasFailed ? pause() : CompletableFuture.<Void>completedFuture(null));
    }

    private CompletableFuture<Void> pause() {
        Executor later =
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, work);
        return CompletableFuture.runAsync(() -> {}, later);
    }

    private CompletableFuture<List<FoundTask>> here(TaskWait wait) {
        FindTask question = new FindTask(wait.taskId(), wait.groupId());
        return longPoll.await(
                wait.taskId(),
                () -> question.answer(tables.all()),
                wait.until()::isEnough,
                wait.timeout());
    }

    /**
     * Waits for another instance, in the tables of this one.
     *
     * @param body as another instance wrote it
     */
    public CompletableFuture<byte[]> answer(byte[] body) {
        return here(TaskWait.of(body)).thenApply(TaskWaits::write);
    }

    private static byte[] write(List<FoundTask> found) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Wire.writeList(out, found, Rows::writeTask);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<FoundTask> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return Wire.readList(in, Rows::readTask);
        } catch (IOException e) {
            throw new UncheckedIOException("an instance answered something unreadable", e);
        }
    }
}
