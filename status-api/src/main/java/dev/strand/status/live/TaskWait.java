package dev.strand.status.live;

import dev.strand.status.fleet.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wait for a task.
 *
 * @param taskId the task
 * @param groupId only in this group, or null for all
 * @param until what is waited for
 * @param timeout how long at most
 */
public record TaskWait(String taskId, @Nullable String groupId, Until until, Duration timeout) {
    TaskWait lasting(Duration newTimeout) {
        return new TaskWait(taskId, groupId, until, newTimeout);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Wire.writeText(out, taskId);
            Wire.writeText(out, groupId);
            Wire.writeText(out, until.name());
            out.writeLong(timeout.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static TaskWait of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new TaskWait(
                    Wire.readText(in),
                    Wire.readOptionalText(in),
                    Until.valueOf(Wire.readText(in)),
                    Duration.ofMillis(in.readLong()));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a wait", e);
        }
    }
}
