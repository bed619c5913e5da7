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
    private @Nullable SharedFrame frame;

    GroupUpdates(Map<String, RawJson> groups) {
        this.groups = Map.copyOf(groups);
    }

    Map<String, RawJson> groups() {
        return groups;
    }

    synchronized Frame frame(String position) {
        SharedFrame made = frame;
        if (made == null) {
            made = new SharedFrame(EventStream.GROUPS, text(new ArrayList<>(groups.values())));
            frame = made;
        }
        return made.at(position);
    }

    /** The data of a frame with these groups. */
    static String text(List<RawJson> groups) {
        return "{\"groups\":" + Json.array(groups) + "}";
    }
}
