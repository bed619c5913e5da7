package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of all stores. Texts that others follow carry their length in front, numbers are big
 * endian, so that all keys of a prefix lie together and in order.
 */
final class Keys {
    private static final int LENGTH_BYTES = 2;

    /** Index rows of runs by state, newest first. */
    static final byte BY_STATUS = 'S';

    /** Index rows of runs by type and state, newest first. */
    static final byte BY_TYPE = 'T';

    /** Index rows of runs by group and state, in the order of the group. */
    static final byte BY_GROUP = 'G';

    /** Rows with the runs of a task id. */
    static final byte BY_ID = 'I';

    /** Index rows of queued runs that have a due time, newest first. */
    static final byte BY_DUE = 'D';

    /** Index rows of runs by label, newest first. */
    static final byte BY_LABEL = 'L';

    /** Index rows of runs in whatever state, newest first. */
    static final byte BY_TIME = 'A';

    /** Index rows of runs by type, in whatever state, newest first. */
    static final byte BY_TYPE_ALONE = 'Y';

    /** Index rows of groups that are not idle, by state. */
    static final byte GROUP_STATE = 'Z';

    private Keys() {}

    static Bytes task(String groupId, long sequence) {
        byte[] group = utf8(groupId);
        ByteBuffer key = ByteBuffer.allocate(LENGTH_BYTES + group.length + Long.BYTES);
        return done(key.putShort((short) group.length).put(group).putLong(sequence));
    }

    static long sequenceOfTask(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES);
    }

    static Bytes group(String groupId) {
        return Bytes.wrap(utf8(groupId));
    }

    static String text(Bytes key) {
        return new String(key.get(), StandardCharsets.UTF_8);
    }

    static byte[] statusPrefix(TaskStatus status) {
        return new byte[] {BY_STATUS, Codes.of(status)};
    }

    static byte[] duePrefix() {
        return new byte[] {BY_DUE};
    }

    static byte[] typePrefix(String type, TaskStatus status) {
        return named(BY_TYPE, type, 1).put(Codes.of(status)).array();
    }

    /** A key that begins with a name, with room for more bytes behind it. */
    private static ByteBuffer named(byte kind, String name, int more) {
        byte[] bytes = utf8(name);
        return ByteBuffer.allocate(1 + LENGTH_BYTES + bytes.length + more)
                .put(kind)
                .putShort((short) bytes.length)
                .put(bytes);
    }

    static byte[] timePrefix() {
        return new byte[] {BY_TIME};
    }

    /** Prefix of the rows of a type in whatever state. */
    static byte[] typePrefix(String type) {
        return named(BY_TYPE_ALONE, type, 0).array();
    }

    /** Undoes {@link #typePrefix(String, TaskStatus)}: the type in a key that begins with it. */
    static String typeOf(Bytes key) {
        byte[] bytes = key.get();
        int length = ByteBuffer.wrap(bytes, 1, LENGTH_BYTES).getShort() & 0xFFFF;
        return new String(bytes, 1 + LENGTH_BYTES, length, StandardCharsets.UTF_8);
    }

    /** The code of the state in a key that begins with {@link #typePrefix(String, TaskStatus)}. */
    static int statusOfType(Bytes key) {
        byte[] bytes = key.get();
        int length = ByteBuffer.wrap(bytes, 1, LENGTH_BYTES).getShort() & 0xFFFF;
        return bytes[1 + LENGTH_BYTES + length];
    }

    static boolean startsWith(Bytes key, byte[] prefix) {
        byte[] bytes = key.get();
        return prefix.length > 0
                && bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    static byte[] labelPrefix(String name, String value) {
        byte[] nameBytes = utf8(name);
        byte[] valueBytes = utf8(value);
        int length = nameBytes.length + valueBytes.length;
        return ByteBuffer.allocate(1 + 2 * LENGTH_BYTES + length)
                .put(BY_LABEL)
                .putShort((short) nameBytes.length)
                .put(nameBytes)
                .putShort((short) valueBytes.length)
                .put(valueBytes)
                .array();
    }

    static byte[] groupPrefix(String groupId, TaskStatus status) {
        return named(BY_GROUP, groupId, 1).put(Codes.of(status)).array();
    }

    /** Prefix of the rows of a group in every state. */
    static byte[] groupPrefix(String groupId) {
        return named(BY_GROUP, groupId, 0).array();
    }

    static byte[] groupStatePrefix(GroupCondition state) {
        return new byte[] {GROUP_STATE, Codes.of(state)};
    }

    static Bytes groupState(GroupCondition state, String groupId) {
        return append(groupStatePrefix(state), utf8(groupId));
    }

    /** Prefix of a task id in any group. */
    static byte[] idPrefix(String taskId) {
        byte[] id = utf8(taskId);
        return ByteBuffer.allocate(1 + LENGTH_BYTES + id.length)
                .put(BY_ID)
                .putShort((short) id.length)
                .put(id)
                .array();
    }

    static Bytes id(String groupId, String taskId) {
        return append(idPrefix(taskId), utf8(groupId));
    }

    /** Key of a row that sorts newest first: later times and sequences are smaller. */
    static Bytes newestFirst(byte[] prefix, long millis, long sequence, String groupId) {
        byte[] group = utf8(groupId);
        ByteBuffer key = ByteBuffer.allocate(prefix.length + 2 * Long.BYTES + group.length);
        return done(key.put(prefix).putLong(descending(millis)).putLong(~sequence).put(group));
    }

    /** Key of a row of a group, in the order of the group. */
    static Bytes inOrder(byte[] prefix, long sequence) {
        ByteBuffer key = ByteBuffer.allocate(prefix.length + Long.BYTES);
        return done(key.put(prefix).putLong(sequence));
    }

    /** Where the rows of a time and older ones begin. */
    static Bytes startingAt(byte[] prefix, long millis) {
        ByteBuffer key = ByteBuffer.allocate(prefix.length + Long.BYTES);
        return done(key.put(prefix).putLong(descending(millis)));
    }

    /** Undoes {@link #newestFirst}. */
    static Place placeOfNewestFirst(Bytes key, int prefixLength) {
        byte[] bytes = key.get();
        ByteBuffer in = ByteBuffer.wrap(bytes, prefixLength, bytes.length - prefixLength);
        long millis = Long.MAX_VALUE - in.getLong();
        long sequence = ~in.getLong();
        String group = new String(bytes, in.position(), in.remaining(), StandardCharsets.UTF_8);
        return new Place(group, sequence, millis);
    }

    static String groupOfTask(Bytes key) {
        byte[] bytes = key.get();
        int length = bytes.length - LENGTH_BYTES - Long.BYTES;
        return new String(bytes, LENGTH_BYTES, length, StandardCharsets.UTF_8);
    }

    /** The key of a list that stands at a place: what follows the prefix. */
    static Bytes at(byte[] prefix, byte[] place) {
        return append(prefix, place);
    }

    /** The end of a key: what follows a prefix, as text. */
    static String rest(Bytes key, int prefixLength) {
        byte[] bytes = key.get();
        return new String(bytes, prefixLength, bytes.length - prefixLength, StandardCharsets.UTF_8);
    }

    /** A key that is greater than every key with this prefix. */
    static Bytes after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (next[last] == (byte) 0xFF) {
            last--;
        }
        next[last]++;
        return Bytes.wrap(Arrays.copyOf(next, last + 1));
    }

    private static long descending(long millis) {
        return Long.MAX_VALUE - millis;
    }

    static Bytes append(byte[] prefix, byte[] rest) {
        ByteBuffer key = ByteBuffer.allocate(prefix.length + rest.length);
        return done(key.put(prefix).put(rest));
    }

    @SuppressWarnings("ByteBufferBackingArray") // always from allocate
    private static Bytes done(ByteBuffer key) {
        return Bytes.wrap(key.array());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
