package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.core.log.UnparkAction;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Anything that a checkpoint can hold, from a seed. */
final class RandomValues {
    private static final String ALPHABET = "aZ09._-:é漢\uD83D\uDE00 \"\\{}";

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    Entry entry() {
        RunId id = new RunId(text(), text(), number(9) + 1, random.nextLong(), random.nextLong());
        return new Entry(id, orNull(this::task), state());
    }

    Task task() {
        return new Task(
                text(),
                text(),
                text(),
                RawJson.of(text()),
                options(),
                instant(),
                orNull(this::text));
    }

    private TaskOptions options() {
        if (random.nextBoolean()) {
            return TaskOptions.DEFAULT;
        }
        Map<String, String> labels = new LinkedHashMap<>();
        IntStream.range(0, number(16)).forEach(_ -> labels.put(text(), text()));
        return new TaskOptions(
                number(10) + 1,
                orNull(this::instant),
                orNull(this::instant),
                duration(),
                new RetryPolicy(
                        number(1000),
                        duration(),
                        random.nextDouble() * 100,
                        duration(),
                        random.nextDouble()),
                oneOf(OnFailure.values()),
                labels);
    }

    private RunState state() {
        Map<Long, Integer> ended = new TreeMap<>();
        IntStream.range(0, number(4)).forEach(_ -> ended.put(random.nextLong(), number(1000)));
        return new RunState(
                oneOf(TaskStatus.values()), token(), number(1000), orNull(this::instant), ended);
    }

    Ownership ownership() {
        Map<Long, Holder> holders = new TreeMap<>();
        Set<OwnerKey> dead = new HashSet<>();
        IntStream.range(0, number(4))
                .forEach(_ -> {
                    OwnerKey key = owner();
                    List<Running> running =
                            IntStream.range(0, number(3))
                                    .mapToObj(_ -> new Running(run(), token()))
                                    .toList();
                    holders.put(
                            key.epoch(),
                            new Holder(
                                    key, text(), random.nextLong(), random.nextBoolean(), running));
                });
        IntStream.range(0, number(4)).forEach(_ -> dead.add(owner()));
        return new Ownership(random.nextLong(), orNull(this::owner), holders, dead);
    }

    GroupState group() {
        return new GroupState(
                random.nextBoolean(),
                random.nextLong(),
                orNull(this::text),
                orNull(this::text),
                orNull(this::instant),
                orNull(this::run),
                random.nextLong());
    }

    Seen seen() {
        return new Seen(number(1000), random.nextLong(), instant());
    }

    PendingCommand pending() {
        Command command =
                switch (number(7)) {
                    case 0 -> new Cancel(text(), text(), random.nextLong(), orNull(this::text));
                    case 1 -> new Pause(text(), orNull(this::text), orNull(this::text));
                    case 2 -> new Purge(text(), orNull(this::text), orNull(this::text));
                    case 3 ->
                            new Unpark(
                                    text(),
                                    oneOf(UnparkAction.values()),
                                    orNull(this::text),
                                    number(9),
                                    orNull(this::text));
                    case 4 ->
                            new Clear(
                                    Set.of(oneOf(TaskStatus.values())),
                                    instant(),
                                    orNull(this::text));
                    case 5 ->
                            new Hasten(
                                    text(),
                                    text(),
                                    random.nextLong(),
                                    number(9),
                                    number(9),
                                    orNull(this::text));
                    default -> new Resume(text(), orNull(this::text));
                };
        return new PendingCommand(random.nextLong(), command, orNull(this::run));
    }

    RunId run() {
        return new RunId(text(), text(), number(9) + 1, random.nextLong(), random.nextLong());
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Token token() {
        return new Token(random.nextLong(), number(1000));
    }

    private OwnerKey owner() {
        return new OwnerKey(random.nextLong(), text());
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40), number(1_000_000_000));
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextLong(1L << 40), number(1_000_000_000));
    }

    private String text() {
        int[] codePoints = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        IntStream.range(0, number(40))
                .forEach(_ -> text.appendCodePoint(codePoints[number(codePoints.length)]));
        return text.toString();
    }
}
