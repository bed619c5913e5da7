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
     * The task once it is that far, or as it is when the time is over or who asks has gone.
     *
     * @param gone completes when nobody is there any more for the answer: what the wait holds, here
     *     and at other instances, is free at once
     * @return fails with a {@link ProblemException}, 503: where too many wait here already, or
     *     where nobody can tell about the task when the time is over. Where too many wait at the
     *     instance that has the task, that one is asked again until the time is over, and the task
     *     is then as it was found last
     */
    public CompletableFuture<Answer<List<FoundTask>>> await(
            TaskWait wait, CompletableFuture<Void> gone) {
        return await(wait, Patience.lasting(wait.timeout(), gone));
    }

    private CompletableFuture<Answer<List<FoundTask>>> await(TaskWait wait, Patience patience) {
        return CompletableFuture.supplyAsync(() -> look(wait), work)
                .thenCompose(found -> decide(found, wait, patience));
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
            Optional<Answer<List<FoundTask>>> found, TaskWait wait, Patience patience) {
        boolean isOver =
                found.isPresent()
                        && (patience.isOver() || wait.until().isEnough(found.get().value()));
        if (isOver) {
            return CompletableFuture.completedFuture(found.get());
        }
        CompletableFuture<Void> reason =
                found.isEmpty() ? pause() : change(found.get().value(), wait, patience);
        return reason.thenCompose(nothing ->
                patience.isGone() && found.isPresent()
                        ? CompletableFuture.completedFuture(found.get())
                        : await(wait.lasting(patience.left()), patience));
    }

    /** Completes once it is worth looking again. */
    private CompletableFuture<Void> change(
            List<FoundTask> found, TaskWait wait, Patience patience) {
        return found.size() == 1
                ? changeOf(found.getFirst(), wait, patience)
                : changeAnywhere(wait, patience);
    }

    /** Only who keeps its partition waits for a task that is known. */
    private CompletableFuture<Void> changeOf(FoundTask task, TaskWait wait, Patience patience) {
        TaskWait there =
                new TaskWait(
                        wait.taskId(), task.row().id().groupId(), wait.until(), patience.left());
        String other = fleet.otherWith(task.partition());
        if (other != null) {
            return orPause(call(other, there, patience));
        }
        boolean isHere = fleet.here().contains(task.partition());
        return isHere ? orPause(here(there, patience)) : pause();
    }

    /** Everyone waits for one that is not, and so not for long. */
    private CompletableFuture<Void> changeAnywhere(TaskWait wait, Patience patience) {
        List<String> others = fleet.others(new FindTask(wait.taskId(), wait.groupId()));
        if (others.isEmpty() && tables.hasSome()) {
            return orPause(here(wait, patience));
        }
        Patience slice = patience.atMost(SLICE);
        TaskWait brief = wait.lasting(slice.left());
        CompletableFuture<Void> enough = new CompletableFuture<>();
        for (String other : others) {
            var _ = call(other, brief, slice).thenAccept(found -> wake(read(found), enough));
        }
        if (tables.hasSome()) {
            var _ = here(brief, slice).thenAccept(found -> wake(found, enough));
        }
        return enough.completeOnTimeout(null, slice.left().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The wait of another instance ends with the connection over which it was asked to wait. */
    private CompletableFuture<byte[]> call(String other, TaskWait wait, Patience patience) {
        CompletableFuture<byte[]> answer =
                fleet.call(other, PATH, wait.toBytes(), wait.timeout().plus(GRACE));
        patience.whenGone(() -> answer.cancel(true));
        return answer;
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

    private CompletableFuture<List<FoundTask>> here(TaskWait wait, Patience patience) {
        FindTask question = new FindTask(wait.taskId(), wait.groupId());
        return longPoll.await(
                wait.taskId(),
                () -> question.answer(tables.all()),
                wait.until()::isEnough,
                patience);
    }

    /**
     * Waits for another instance, in the tables of this one.
     *
     * @param body as another instance wrote it
     * @param gone completes when that instance does not want the answer any more
     */
    public CompletableFuture<byte[]> answer(byte[] body, CompletableFuture<Void> gone) {
        TaskWait wait = TaskWait.of(body);
        return here(wait, Patience.lasting(wait.timeout(), gone)).thenApply(TaskWaits::write);
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
