package dev.strand.systemtests.program;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.TaskRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What happens to all programs of a bed at once: processors are killed, join and leave, types and
 * everything are paused. Each kind at least once, then on and on, in an order drawn from a seed.
 */
final class Faults implements AutoCloseable {
    /** What may happen. */
    enum Kind {
        KILL,
        JOIN_OR_LEAVE,
        PAUSE_ALL,
        PAUSE_TYPE
    }

    private static final String BY = "faults";
    static final List<String> NAMES = List.of("one", "two");

    private final Bed bed;
    private final Random random;
    private final Map<Kind, Integer> happened = new EnumMap<>(Kind.class);
    private final Thread thread;
    private final AtomicInteger lostAttempts = new AtomicInteger();
    private volatile boolean isStopping;
    private volatile boolean isEachDone;
    private volatile @Nullable Exception failure;

    Faults(Bed bed, long seed) {
        this.bed = bed;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().name("faults").start(this::run);
    }

    private void run() {
        try {
            while (!isStopping || !isEachDone) {
                List<Kind> round = new ArrayList<>(List.of(Kind.values()));
                round.add(Kind.JOIN_OR_LEAVE);
                Collections.shuffle(round, random);
                for (Kind kind : round) {
                    if (!isStopping || !isEachDone) {
                        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_500));
                        happen(kind);
                        happened.merge(kind, 1, Integer::sum);
                    }
                }
                isEachDone = true;
            }
            if (!bed.isUp("one")) {
                bed.start("one");
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    private void happen(Kind kind) throws Exception {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(1 - NAMES.indexOf(name));
        switch (kind) {
            case KILL -> {
                String victim = bed.isUp(name) ? name : other;
                lostAttempts.addAndGet(bed.kill(victim));
                bed.start(random.nextBoolean() ? victim : name);
            }
            case JOIN_OR_LEAVE -> {
                if (!bed.isUp(name)) {
                    bed.start(name);
                } else if (!bed.isUp(other)) {
                    bed.start(other);
                } else {
                    bed.stop(name);
                }
            }
            case PAUSE_ALL -> pause(Reserved.ALL);
            case PAUSE_TYPE -> pause(Reserved.ofType(ScriptedHandler.ONE));
        }
    }

    private void pause(String what) throws Exception {
        bed.asking().broadcast(new TaskRecord.Pause(what, "because", BY));
        TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1_500));
        bed.asking().broadcast(new TaskRecord.Resume(what, BY));
    }

    /** Lets the round end in which every kind has happened, and one processor stay. */
    Map<Kind, Integer> stop() throws InterruptedException {
        isStopping = true;
        thread.join();
        Exception broken = failure;
        if (broken != null) {
            throw new AssertionError("the faults failed", broken);
        }
        return happened;
    }

    /** How many attempts were running in processes when these were killed. */
    int lostAttempts() {
        return lostAttempts.get();
    }

    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
