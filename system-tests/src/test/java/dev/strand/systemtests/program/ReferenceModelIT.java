package dev.strand.systemtests.program;

import dev.strand.testing.model.GroupStory;
import dev.strand.testing.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs of operations, with processors being killed, joining and leaving, against all of
 * Strand: what becomes of every task, and in which order, must be what the reference model says.
 * Every build runs 20 seeds of 10,000 operations each; {@code ./strand soak} runs any number of any
 * length.
 */
@Timeout(14 * 24 * 60 * 60)
class ReferenceModelIT {
    private static final long FIRST_SEED = Long.getLong("strand.first-seed", 1);
    private static final int SEEDS = Integer.getInteger("strand.seeds", 20);
    private static final int AT_ONCE = Integer.getInteger("strand.seeds-at-once", 10);
    private static final int OPERATIONS = Integer.getInteger("strand.operations", 10_000);
    private static final Duration LASTING =
            Duration.ofSeconds(Integer.getInteger("strand.seconds", 60));

    /** Fewer operations may meet nothing that there is a rule for. */
    private static final long ENOUGH = 10_000;

    private final Path evidence = Path.of("target", "reference-model").toAbsolutePath();
    private final Contention contention = new Contention();
    private final long began = System.nanoTime();

    @TempDir private Path directory;

    @Test
    void shouldDoWhatTheReferenceModelSays() throws Exception {
        long end = FIRST_SEED + SEEDS;
        for (long first = FIRST_SEED; first < end; first += AT_ONCE) {
            long last = Math.min(first + AT_ONCE, end) - 1;
            Path place = Files.createDirectory(directory.resolve("bed-" + first));
            try {
                run(LongStream.rangeClosed(first, last).boxed().toList(), place);
            } catch (Exception | AssertionError e) {
                Bed.keepLogs(place, evidence);
                throw new AssertionError(remedy(first, last) + e.getMessage(), e);
            }
            delete(place);
            System.out.printf(
                    "seeds %d to %d agree, %d of %d in %d s: %s%n",
                    first,
                    last,
                    last - FIRST_SEED + 1,
                    SEEDS,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    contention);
        }
        if ((long) SEEDS * OPERATIONS >= ENOUGH) {
            contention.check();
        }
    }

    private static String remedy(long first, long last) {
        String again = soak(first, last - first + 1);
        long left = FIRST_SEED + SEEDS - last - 1;
        return "seeds %d to %d do not agree with the model%n  again: %s%n%s"
                .formatted(
                        first,
                        last,
                        again,
                        left == 0 ? "" : "  go on: %s%n".formatted(soak(last + 1, left)));
    }

    private static String soak(long first, long seeds) {
        return "./strand soak --first-seed %d --seeds %d --operations %d --seconds %d --at-once %d"
                .formatted(first, seeds, OPERATIONS, LASTING.toSeconds(), AT_ONCE);
    }

    private void run(List<Long> seeds, Path place) throws Exception {
        try (Bed bed = new Bed(place);
                Faults faults = new Faults(bed, seeds.getFirst())) {
            List<Program> programs =
                    seeds.stream()
                            .map(seed ->
                                    new Program(
                                            seed,
                                            OPERATIONS,
                                            LASTING,
                                            bed.asking(),
                                            bed.follower()))
                            .toList();
            onEach(programs, Program::run);
            Map<Faults.Kind, Integer> happened = faults.stop();
            finish(programs, bed);
            System.out.printf(
                    "seeds %d to %d asked for %s%n",
                    seeds.getFirst(), seeds.getLast(), bed.asking().counts());
            contention.add(
                    happened,
                    bed.asking().counts().keySet(),
                    bed.follower().handOvers(),
                    faults.lostAttempts());
            new Comparison(bed, evidence).check(programs, contention);
        }
    }

    private void finish(List<Program> programs, Bed bed) throws Exception {
        try {
            onEach(programs, Program::finish);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Standstill still) {
                List<TraceEvent> events =
                        bed.trace().events().stream()
                                .filter(each -> Comparison.groupOf(each).equals(still.groupId()))
                                .toList();
                GroupStory story = bed.follower().story(still.groupId(), events);
                throw new AssertionError(
                        still.getMessage()
                                + "; evidence in "
                                + Evidence.write(evidence, story, bed.logs()),
                        e);
            }
            throw e;
        }
    }

    private interface Step {
        void of(Program program) throws Exception;
    }

    private static void onEach(List<Program> programs, Step step) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Program program : programs) {
                running.add(
                        threads.submit(() -> {
                            step.of(program);
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
