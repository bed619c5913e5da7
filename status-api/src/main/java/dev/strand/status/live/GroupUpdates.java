package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.status.query.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups as they are after changes, by their ids. The frame of all of them is made once. */
final class GroupUpdates {
    private final Map<String, RawJson> groups;
    private @Nullable String frame;

    GroupUpdates(Map<String, RawJson> groups) {
        this.groups = Map.copyOf(groups);
    }

    Map<String, RawJson> groups() {
        return groups;
    }

    synchronized String frame() {
        String made = frame;
        if (made == null) {
            made = frame(new ArrayList<>(groups.values()));
            frame = made;
        }
        return made;
    }

    static String frame(List<RawJson> groups) {
        return "{\"groups\":" + Json.array(groups) + "}";
    }
}
