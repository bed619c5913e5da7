package dev.strand.schemas.topic;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.StatusRecord;

/**
 * Keys of the records of {@code strand.status}: the task id for what speaks of a task, reserved
 * keys for all else. Reserved keys start with {@code ~}, which neither task ids nor group ids do.
 */
public final class StatusKeys {
    /** Key of ownership records. */
    public static final String OWNER = "~owner";

    /** Key of records about history. */
    public static final String HISTORY = Reserved.HISTORY;

    /** What the key of a record about a group starts with; the group id follows. */
    public static final String GROUP_PREFIX = "~group:";

    /** First character of every reserved key. */
    public static final char RESERVED = '~';

    private StatusKeys() {}

    /** The key under which a record is written. */
    public static String of(StatusRecord record) {
        return switch (record) {
            case StatusRecord.Owner owner -> OWNER;
            case StatusRecord.Fence fence -> OWNER;
            case StatusRecord.Fact fact -> fact.run().taskId();
            case StatusRecord.GroupChange change -> ofGroup(change.groupId());
            case StatusRecord.Purged purged -> ofGroup(purged.groupId());
            case StatusRecord.Cleared cleared -> HISTORY;
            case StatusRecord.CancelRequest request -> request.run().taskId();
            case StatusRecord.Unknown unknown ->
                    throw new IllegalArgumentException(
                            "a record of unknown kind has no key, got: "
                                    + unknown.kind()
                                    + "; skip it instead of writing it");
        };
    }

    /** The key of records about a group. */
    public static String ofGroup(String groupId) {
        return GROUP_PREFIX + groupId;
    }
}
