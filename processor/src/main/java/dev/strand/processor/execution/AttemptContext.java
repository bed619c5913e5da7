package dev.strand.processor.execution;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.handler.TaskContext;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a handler sees of the attempt that it makes. */
final class AttemptContext implements TaskContext {
    private final Attempt attempt;
    private final Instant deadline;
    private final Supplier<PacedProgress> newProgress;
    private final BooleanSupplier isStopped;
    private final Logger logger;
    private Map<String, String> headers = Map.of();
    private @Nullable PacedProgress progress;

    AttemptContext(
            Attempt attempt,
            Instant deadline,
            Supplier<PacedProgress> newProgress,
            BooleanSupplier isStopped,
            Logger logger) {
        this.attempt = attempt;
        this.deadline = deadline;
        this.newProgress = newProgress;
        this.isStopped = isStopped;
        this.logger = logger;
    }

    /** Sets what {@link #headers()} answers, before the handler is entered. */
    void headers(Map<String, String> given) {
        headers = given;
    }

    /** The handler has returned: progress that is held back is dropped. */
    synchronized void end() {
        if (progress != null) {
            progress.end();
        }
    }

    private synchronized PacedProgress paced() {
        if (progress == null) {
            progress = newProgress.get();
        }
        return progress;
    }

    @Override
    public String taskId() {
        return attempt.run().taskId();
    }

    @Override
    public String groupId() {
        return attempt.run().groupId();
    }

    @Override
    public String type() {
        return attempt.task().type();
    }

    @Override
    public int run() {
        return attempt.run().run();
    }

    @Override
    public int attempt() {
        return attempt.number();
    }

    @Override
    public int maxAttempts() {
        return attempt.task().options().retry().maxAttempts();
    }

    @Override
    public long sequence() {
        return attempt.run().sequence();
    }

    @Override
    public String fencingToken() {
        return attempt.fencingToken().toString();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Map<String, String> labels() {
        return attempt.task().options().labels();
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public void progress(int percent, @Nullable String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be 0 to 100, got: " + percent);
        }
        paced().accept(new Progress(percent, message));
    }

    @Override
    public boolean isCancelled() {
        return isStopped.getAsBoolean();
    }

    @Override
    public Logger logger() {
        return logger;
    }
}
