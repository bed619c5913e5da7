package dev.strand.processor.execution;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.handler.TaskContext;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a handler sees of the attempt that it makes. */
final class AttemptContext implements TaskContext {
    private final Attempt attempt;
    private final Instant deadline;
    private final Consumer<Progress> progress;
    private final BooleanSupplier isStopped;
    private final Logger logger;

    AttemptContext(
            Attempt attempt,
            Instant deadline,
            Consumer<Progress> progress,
            BooleanSupplier isStopped,
            Logger logger) {
        this.attempt = attempt;
        this.deadline = deadline;
        this.progress = progress;
        this.isStopped = isStopped;
        this.logger = logger;
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
        return attempt.token().toString();
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
        String traceparent = attempt.task().traceparent();
        return traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent);
    }

    @Override
    public void progress(int percent, @Nullable String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be 0 to 100, got: " + percent);
        }
        progress.accept(new Progress(percent, message));
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
