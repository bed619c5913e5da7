package dev.strand.status.live;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Wire;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for tasks, whichever instance has them. Everyone who may have the task waits for it; where
 * one of them dies meanwhile, whoever has its partitions then is asked to wait on. No wait holds a
 * thread. For use by several threads.
 */
@Singleton
public class TaskWaits {
    /** Where other instances wait. */
    public static final String PATH = "/internal/wait";

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(1);

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

    /** The task once it is that far, or as it is when the time is over. */
    public CompletableFuture<Answer<List<FoundTask>>> await(TaskWait wait) {
        List<String> others = fleet.others(new FindTask(wait.taskId(), wait.groupId()));
        if (others.isEmpty()) {
            return longPoll.await(
                    wait.taskId(),
                    () -> tasks.ask(wait.taskId(), wait.groupId()),
                    found -> wait.until().isEnough(found.value()),
                    wait.timeout());
        }
        long deadline = System.nanoTime() + wait.timeout().toNanos();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        for (String other : others) {
            watch(
                    fleet.call(other, PATH, wait.toBytes(), wait.timeout().plus(GRACE))
                            .thenApply(TaskWaits::read),
                    wait,
                    enough);
        }
        if (tables.hasSome()) {
            watch(here(wait), wait, enough);
        }
        return enough.completeOnTimeout(null, wait.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(nothing -> tasks.ask(wait.taskId(), wait.groupId()), work)
                .thenCompose(found -> again(found, wait, deadline));
    }

    /** Somebody says that it is enough, or cannot be waited on any more. */
    private static void watch(
            CompletableFuture<List<FoundTask>> waiting,
            TaskWait wait,
            CompletableFuture<Void> enough) {
        var _ =
                waiting.whenComplete((found, failure) -> {
                    if (failure != null || wait.until().isEnough(found)) {
                        enough.complete(null);
                    }
                });
    }

    private CompletableFuture<Answer<List<FoundTask>>> again(
            Answer<List<FoundTask>> found, TaskWait wait, long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime()).minus(PAUSE);
        if (wait.until().isEnough(found.value()) || !left.isPositive()) {
            return CompletableFuture.completedFuture(found);
        }
        Executor later =
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, work);
        return CompletableFuture.supplyAsync(() -> wait.lasting(left), later)
                .thenCompose(this::await);
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
