package dev.strand.handler.testkit;

import dev.strand.handler.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context for tests: task {@code test-task} of group {@code test-group}, first of five attempts,
 * due in a minute, unless told otherwise before the handler runs. It records the progress that is
 * reported.
 */
public final class TestTaskContext implements TaskContext {

    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private volatile String taskId = "test-task";
    private volatile String groupId = "test-group";
    private volatile String type = "test";
    private volatile int run = 1;
    private volatile int attempt = 1;
    private volatile int maxAttempts = 5;
    private volatile Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    private volatile boolean cancelled;

    /** Sets {@link #taskId()}. */
    public TestTaskContext taskId(String value) {
        taskId = value;
        return this;
    }

    /** Sets {@link #groupId()}. */
    public TestTaskContext groupId(String value) {
        groupId = value;
        return this;
    }

    /** Sets {@link #type()}; the harness does so itself. */
    public TestTaskContext type(String value) {
        type = value;
        return this;
    }

    /** Sets {@link #run()}. */
    public TestTaskContext run(int value) {
        run = value;
        return this;
    }

    /** Sets {@link #attempt()} and {@link #maxAttempts()}. */
    public TestTaskContext attempt(int value, int max) {
        attempt = value;
        maxAttempts = max;
        return this;
    }

    /** Sets {@link #deadline()}; the harness interrupts the handler then. */
    public TestTaskContext deadline(Instant value) {
        deadline = value;
        return this;
    }

    /** Adds a label. */
    public TestTaskContext label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Adds a header. */
    public TestTaskContext header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** All progress reported so far, oldest first. */
    public List<Progress> reportedProgress() {
        return List.copyOf(progress);
    }

    /** Makes {@link #isCancelled()} true; interrupting the handler is the caller's part. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public String taskId() {
        return taskId;
    }

    @Override
    public String groupId() {
        return groupId;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public int run() {
        return run;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int maxAttempts() {
        return maxAttempts;
    }

    @Override
    public long sequence() {
        return 0;
    }

    /** Epoch 1 and the attempt. */
    @Override
    public String fencingToken() {
        return "1." + attempt;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    @Override
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    @Override
    public void progress(int percent, @Nullable String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be from 0 to 100, got: " + percent);
        }
        progress.add(new Progress(percent, message));
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("strand.handler." + type);
    }
}
