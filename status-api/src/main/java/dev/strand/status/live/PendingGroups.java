package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups that have changed and that one client has not been told of, in their latest state. While
 * it keeps up and wants all of them, nothing is copied. Not for use by several threads.
 */
final class PendingGroups {
    private final int max;
    private final Map<String, RawJson> pending = new LinkedHashMap<>();
    private @Nullable GroupUpdates shared;

    /** None yet, and never more than this many. */
    PendingGroups(int max) {
        this.max = max;
    }

    boolean isEmpty() {
        return shared == null && pending.isEmpty();
    }

    void add(GroupUpdates changed, EventFilter filter) {
        if (filter.isAll() && isEmpty()) {
            shared = changed;
            return;
        }
        GroupUpdates before = shared;
        shared = null;
        if (before != null) {
            pending.putAll(before.groups());
        }
        changed.groups()
                .forEach((groupId, json) -> {
                    boolean hasRoom = pending.size() < max || pending.containsKey(groupId);
                    if (filter.admitsGroup(groupId) && hasRoom) {
                        pending.put(groupId, json);
                    }
                });
    }

    /** All of them as one frame; then there are none. */
    Frame takeFrame(String position) {
        GroupUpdates all = shared;
        shared = null;
        if (all != null) {
            return all.frame(position);
        }
        String text = GroupUpdates.text(new ArrayList<>(pending.values()));
        pending.clear();
        return Frame.of(position, EventStream.GROUPS, text);
    }
}
