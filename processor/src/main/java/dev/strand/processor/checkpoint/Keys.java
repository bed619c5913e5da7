package dev.strand.processor.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the checkpoint: one letter for the kind, then what names the thing, so that ranges are in
 * order.
 */
final class Keys {
    static final Bytes OWNERSHIP = Bytes.wrap(new byte[] {'o'});
    static final Bytes POSITION = Bytes.wrap(new byte[] {'p'});

    /** Ends a group id inside a key; ids have no control characters. */
    private static final byte END = 0;

    private static final byte RUN = 'r';
    private static final byte EARLY = 'e';
    private static final byte COMMAND = 'c';
    private static final byte GROUP = 'g';
    private static final byte SEEN = 's';

    private Keys() {}

    static Bytes run(String groupId, long sequence) {
        byte[] group = groupId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(group.length + 10)
                        .put(RUN)
                        .put(group)
                        .put(END)
                        .putLong(sequence)
                        .array());
    }

    static Bytes early(long sequence) {
        return Bytes.wrap(ByteBuffer.allocate(9).put(EARLY).putLong(sequence).array());
    }

    static Bytes firstEarly() {
        return Bytes.wrap(new byte[] {EARLY});
    }

    static Bytes lastEarly() {
        return Bytes.wrap(new byte[] {EARLY + 1});
    }

    static Bytes firstRun() {
        return Bytes.wrap(new byte[] {RUN});
    }

    static Bytes lastRun() {
        return Bytes.wrap(new byte[] {RUN + 1});
    }

    static long sequenceOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - 8);
    }

    static String groupOf(Bytes runKey) {
        return new String(runKey.get(), 1, runKey.get().length - 10, StandardCharsets.UTF_8);
    }

    static Bytes command(long offset) {
        return Bytes.wrap(ByteBuffer.allocate(9).put(COMMAND).putLong(offset).array());
    }

    static Bytes firstCommand() {
        return Bytes.wrap(new byte[] {COMMAND});
    }

    static Bytes lastCommand() {
        return Bytes.wrap(new byte[] {COMMAND + 1});
    }

    static Bytes group(String groupId) {
        return text(GROUP, groupId);
    }

    static String groupOfState(Bytes groupKey) {
        return new String(groupKey.get(), 1, groupKey.get().length - 1, StandardCharsets.UTF_8);
    }

    static Bytes firstGroup() {
        return Bytes.wrap(new byte[] {GROUP});
    }

    static Bytes lastGroup() {
        return Bytes.wrap(new byte[] {GROUP + 1});
    }

    /** A remembered task id, by window: windows can be forgotten whole. */
    static Bytes seen(long window, String groupId, String taskId) {
        byte[] group = groupId.getBytes(StandardCharsets.UTF_8);
        byte[] task = taskId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(group.length + task.length + 10)
                        .put(SEEN)
                        .putLong(window)
                        .put(group)
                        .put(END)
                        .put(task)
                        .array());
    }

    static Bytes seenFrom(long window) {
        return Bytes.wrap(ByteBuffer.allocate(9).put(SEEN).putLong(window).array());
    }

    static Bytes lastSeen() {
        return Bytes.wrap(new byte[] {SEEN + 1});
    }

    static long windowOf(Bytes seenKey) {
        return ByteBuffer.wrap(seenKey.get()).getLong(1);
    }

    private static Bytes text(byte kind, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(utf8.length + 1).put(kind).put(utf8).array());
    }
}
