package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.RunState;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.core.retry.RetryPolicy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stored form of a live run. */
final class EntryFormat {
    private EntryFormat() {}

    static byte[] write(Entry entry) {
        return Fields.write(out -> {
            run(out, entry.id());
            state(out, entry.state());
            task(out, entry.task());
        });
    }

    static Entry read(byte[] value) {
        return Fields.read(
                value,
                in -> {
                    RunId id = run(in);
                    RunState state = state(in);
                    return new Entry(id, task(in), state);
                });
    }

    static void run(DataOutputStream out, RunId id) throws IOException {
        Fields.text(out, id.groupId());
        Fields.text(out, id.taskId());
        out.writeInt(id.run());
        out.writeLong(id.sequence());
        out.writeLong(id.origin());
    }

    static RunId run(DataInputStream in) throws IOException {
        return new RunId(
                Fields.text(in), Fields.text(in), in.readInt(), in.readLong(), in.readLong());
    }

    private static void state(DataOutputStream out, RunState state) throws IOException {
        Fields.text(out, state.status().name());
        out.writeLong(state.token().epoch());
        out.writeInt(state.token().attempt());
        out.writeInt(state.attempts());
        Fields.optionalInstant(out, state.nextAttemptAt());
        out.writeInt(state.ended().size());
        for (Map.Entry<Long, Integer> ended : state.ended().entrySet()) {
            out.writeLong(ended.getKey());
            out.writeInt(ended.getValue());
        }
    }

    private static RunState state(DataInputStream in) throws IOException {
        TaskStatus status = TaskStatus.valueOf(Fields.text(in));
        Token token = new Token(in.readLong(), in.readInt());
        int attempts = in.readInt();
        var nextAttemptAt = Fields.optionalInstant(in);
        Map<Long, Integer> ended = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            ended.put(in.readLong(), in.readInt());
        }
        return new RunState(status, token, attempts, nextAttemptAt, Map.copyOf(ended));
    }

    private static void task(DataOutputStream out, @Nullable Task task) throws IOException {
        out.writeBoolean(task != null);
        if (task != null) {
            Fields.text(out, task.groupId());
            Fields.text(out, task.taskId());
            Fields.text(out, task.type());
            Fields.bytes(out, task.payload().utf8());
            options(out, task.options());
            Fields.instant(out, task.submittedAt());
            Fields.optionalText(out, task.traceparent());
        }
    }

    private static @Nullable Task task(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new Task(
                Fields.text(in),
                Fields.text(in),
                Fields.text(in),
                RawJson.ofUtf8(Fields.bytes(in)),
                options(in),
                Fields.instant(in),
                Fields.optionalText(in));
    }

    private static void options(DataOutputStream out, TaskOptions options) throws IOException {
        boolean isDefault = options.equals(TaskOptions.DEFAULT);
        out.writeBoolean(isDefault);
        if (isDefault) {
            return;
        }
        out.writeInt(options.priority());
        Fields.optionalInstant(out, options.notBefore());
        Fields.optionalInstant(out, options.expiresAt());
        Fields.duration(out, options.timeout());
        retry(out, options.retry());
        Fields.text(out, options.onFailure().name());
        out.writeInt(options.labels().size());
        for (Map.Entry<String, String> label : options.labels().entrySet()) {
            Fields.text(out, label.getKey());
            Fields.text(out, label.getValue());
        }
    }

    private static TaskOptions options(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            return TaskOptions.DEFAULT;
        }
        return new TaskOptions(
                in.readInt(),
                Fields.optionalInstant(in),
                Fields.optionalInstant(in),
                Fields.duration(in),
                retry(in),
                OnFailure.valueOf(Fields.text(in)),
                labels(in));
    }

    private static Map<String, String> labels(DataInputStream in) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            labels.put(Fields.text(in), Fields.text(in));
        }
        return labels;
    }

    private static void retry(DataOutputStream out, RetryPolicy retry) throws IOException {
        out.writeInt(retry.maxAttempts());
        Fields.duration(out, retry.initialDelay());
        out.writeDouble(retry.multiplier());
        Fields.duration(out, retry.maxDelay());
        out.writeDouble(retry.jitter());
    }

    private static RetryPolicy retry(DataInputStream in) throws IOException {
        return new RetryPolicy(
                in.readInt(),
                Fields.duration(in),
                in.readDouble(),
                Fields.duration(in),
                in.readDouble());
    }
}
