package dev.strand.core.simulation;

import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** A handler that has been entered and has not returned. */
final class SimHandler {
    private static final AttemptResult VALUE = new AttemptResult.Succeeded(RawJson.NULL);

    private final SimProcess process;
    private final BiConsumer<SimHandler, Progress> progressed;
    private final BiConsumer<SimHandler, AttemptResult> returned;
    private final Attempt attempt;
    private final Kind kind;
    private boolean isInterrupted;
    private int plans;

    SimHandler(
            SimProcess process,
            BiConsumer<SimHandler, Progress> progressed,
            BiConsumer<SimHandler, AttemptResult> returned,
            Attempt attempt) {
        this.process = process;
        this.progressed = progressed;
        this.returned = returned;
        this.attempt = attempt;
        this.kind = Kind.of(attempt.task().type());
    }

    Attempt attempt() {
        return attempt;
    }

    SimProcess process() {
        return process;
    }

    void begin() {
        RandomGenerator random = process.random();
        switch (kind) {
            case QUICK, DISTANT -> returnAfter(1 + random.nextInt(300), VALUE);
            case LONG -> {
                process.after(
                        random.nextInt(3_000) * Clock.MILLI,
                        () -> progressed.accept(this, new Progress(50, null)));
                returnAfter(1_000 + random.nextInt(9_000), VALUE);
            }
            case FLAKY ->
                    returnAfter(
                            1 + random.nextInt(200),
                            random.nextInt(10) < 6 ? failure("FLAKY", false) : VALUE);
            case BROKEN -> returnAfter(1 + random.nextInt(100), failure("BROKEN", true));
            case STUBBORN -> returnAfter(2_000 + random.nextInt(9_000), VALUE);
            case HANGING -> {}
            case DEADLY -> process.after(random.nextInt(150) * Clock.MILLI, process::crash);
        }
    }

    /** Whether it goes on although it is interrupted. */
    boolean isDeaf() {
        return kind == Kind.STUBBORN || kind == Kind.DEADLY;
    }

    void interrupt() {
        if (isInterrupted || isDeaf()) {
            return;
        }
        isInterrupted = true;
        RandomGenerator random = process.random();
        boolean isTooLate = kind != Kind.HANGING && random.nextInt(5) == 0;
        returnAfter(random.nextInt(60), isTooLate ? VALUE : failure("INTERRUPTED", false));
    }

    private void returnAfter(long millis, AttemptResult result) {
        int plan = ++plans;
        process.after(
                millis * Clock.MILLI,
                () -> {
                    if (plan == plans) {
                        returned.accept(this, result);
                    }
                });
    }

    private static AttemptResult failure(String type, boolean isPermanent) {
        return new AttemptResult.Failed(new TaskError(type, "", null), isPermanent, null);
    }
}
