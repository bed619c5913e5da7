package dev.strand.schemas;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.core.log.UnparkAction;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.deadletter.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Well-formed records of every kind, the same for the same seed. */
public final class RandomRecords {
    /** Time of every submission made here. */
    public static final Instant SUBMITTED_AT = Instant.parse("2026-12-01T08:00:00.123Z");

    private static final List<String> TEXTS =
            List.of(
                    "a",
                    "customer-17",
                    "Kunde \u00fc",
                    "\u732b \ud83d\ude00",
                    "x".repeat(60),
                    "q\"uo\\te",
                    "sl/ash~tilde");
    private static final List<String> VALUES =
            List.of(
                    "{}",
                    "[1,{\"a\":null}]",
                    "\"\\u00e9\\\"\"",
                    "-1.5e3",
                    "true",
                    "{\"to\":\"ada@example.org\"}",
                    " [ ] ".trim());

    private final Random random;

    public RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    /** A record of the topic of tasks. */
    public TaskRecord taskRecord() {
        return switch (random.nextInt(10)) {
            case 0 ->
                    new TaskRecord.Cancel(
                            text(), id(), random.nextBoolean() ? -1 : number(), maybe(this::text));
            case 1 -> new TaskRecord.Pause(text(), maybe(this::text), maybe(this::text));
            case 2 -> new TaskRecord.Resume(text(), maybe(this::text));
            case 3 ->
                    new TaskRecord.Retry(
                            task(null),
                            2 + random.nextInt(100),
                            random.nextBoolean(),
                            maybe(this::text));
            case 4 -> unpark();
            case 5 -> new TaskRecord.Purge(text(), maybe(this::text), maybe(this::text));
            case 6 -> new TaskRecord.Clear(ended(), time(), maybe(this::text));
            case 7 ->
                    new TaskRecord.Hasten(
                            text(),
                            id(),
                            number(),
                            1 + random.nextInt(9),
                            1 + random.nextInt(9),
                            maybe(this::text));
            default -> new TaskRecord.Submission(task(null));
        };
    }

    /** A record of the topic of facts. */
    public StatusRecord statusRecord() {
        return switch (random.nextInt(10)) {
            case 0 -> owner();
            case 1 -> new StatusRecord.Fence(ownerKey());
            case 2 ->
                    new StatusRecord.GroupChange(
                            text(),
                            random.nextBoolean(),
                            number(),
                            ownerKey(),
                            maybe(this::text),
                            maybe(this::text),
                            maybe(this::time),
                            null);
            case 3 -> new StatusRecord.CancelRequest(run(text(), id()), number());
            case 4 -> new StatusRecord.Purged(text(), number(), ownerKey());
            case 5 ->
                    new StatusRecord.Cleared(
                            ended(),
                            time(),
                            random.nextBoolean() ? -1 : number(),
                            ownerKey(),
                            time(),
                            maybe(this::text));
            case 6 -> unparked();
            default -> fact();
        };
    }

    private TaskRecord unpark() {
        UnparkAction action = oneOf(List.of(UnparkAction.values()));
        return random.nextBoolean()
                ? new TaskRecord.Unpark(text(), action, maybe(this::text))
                : new TaskRecord.Unpark(text(), action, id(), random.nextInt(9), null);
    }

    private StatusRecord unparked() {
        RunId run = run(text(), id());
        return new StatusRecord.GroupChange(
                run.groupId(),
                random.nextBoolean(),
                number(),
                ownerKey(),
                null,
                maybe(this::text),
                maybe(this::time),
                new StatusRecord.Unparked(run, oneOf(List.of(UnparkAction.values()))));
    }

    private Set<TaskStatus> ended() {
        Set<TaskStatus> ended = EnumSet.noneOf(TaskStatus.class);
        while (ended.isEmpty()) {
            for (TaskStatus status : TaskStatus.values()) {
                if (status.isTerminal() && random.nextBoolean()) {
                    ended.add(status);
                }
            }
        }
        return Set.copyOf(ended);
    }

    /** A dead letter. */
    public DeadLetter deadLetter() {
        Task task = task(traceparent());
        RunId run = run(task.groupId(), task.taskId());
        return new DeadLetter(
                run,
                "strand.tasks",
                random.nextInt(64),
                random.nextInt(9),
                time(),
                text(),
                error(),
                task);
    }

    /** An instant with milliseconds between the years 0 and 9999. */
    public Instant time() {
        return Instant.ofEpochMilli(random.nextLong(-62_167_219_200_000L, 253_402_300_800_000L));
    }

    /** A fact whose task, result and error may be missing. */
    public StatusRecord.Fact fact() {
        Task task = task(traceparent());
        FactDetails details =
                new FactDetails(
                        maybe(() -> task),
                        time(),
                        text(),
                        maybe(this::time),
                        time(),
                        maybe(this::json),
                        maybe(this::error),
                        maybe(() -> new Progress(random.nextInt(101), maybe(this::text))));
        FactStatus status = oneOf(List.of(FactStatus.values()));
        return new StatusRecord.Fact(
                run(task.groupId(), task.taskId()), ownerKey(), random.nextInt(9), status, details);
    }

    private StatusRecord.Owner owner() {
        List<StatusRecord.Running> running =
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i ->
                                new StatusRecord.Running(
                                        run(text(), id()), new Token(number(), random.nextInt(9))))
                        .toList();
        return new StatusRecord.Owner(
                ownerKey(),
                oneOf(List.of(StatusRecord.OwnerKind.values())),
                number(),
                text(),
                random.nextBoolean(),
                running,
                maybe(this::text));
    }

    private Task task(@Nullable String traceparent) {
        return new Task(
                text(), id(), id().replace(':', '-'), json(), options(), SUBMITTED_AT, traceparent);
    }

    private TaskOptions options() {
        Instant notBefore = maybe(this::time);
        Duration initialDelay = Duration.ofMillis(random.nextInt(10_000));
        RetryPolicy retry =
                new RetryPolicy(
                        1 + random.nextInt(1000),
                        initialDelay,
                        1 + random.nextInt(99) / 3.0,
                        initialDelay.plusNanos(random.nextInt(1_000_000_000)),
                        random.nextInt(100) / 100.0);
        Map<String, String> labels = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(5)).forEach(i -> labels.put("label-" + i, text()));
        return new TaskOptions(
                1 + random.nextInt(10),
                notBefore,
                notBefore == null
                        ? maybe(this::time)
                        : maybe(() -> notBefore.plusMillis(1 + random.nextInt(100))),
                Duration.ofNanos(1 + random.nextLong(86_400_000_000_000L)),
                random.nextBoolean() ? RetryPolicy.DEFAULT : retry,
                oneOf(List.of(OnFailure.values())),
                labels);
    }

    private TaskError error() {
        return new TaskError(
                "java.lang.IllegalStateException", text(), maybe(() -> "at a\n\tat b\r\n\u0001"));
    }

    private RunId run(String groupId, String taskId) {
        long sequence = number();
        return new RunId(
                groupId,
                taskId,
                1 + random.nextInt(9),
                sequence,
                random.nextBoolean() ? sequence : number());
    }

    private OwnerKey ownerKey() {
        return new OwnerKey(1 + number(), Long.toHexString(random.nextLong()));
    }

    private @Nullable String traceparent() {
        return maybe(() -> "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    private long number() {
        return random.nextBoolean() ? random.nextInt(100) : random.nextLong(1L << 53);
    }

    private RawJson json() {
        return RawJson.of(oneOf(VALUES));
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private String id() {
        return "inv:2026-" + random.nextInt(10_000);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
