package dev.strand.testing.model;

import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.testing.model.GroupStory.Asked;
import dev.strand.testing.model.GroupStory.Effect;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing starts from when a pause was seen to hold until the group was asked to resume. */
final class PauseRule {
    private final GroupStory story;
    private final List<Started> starts;
    private final List<String> found = new ArrayList<>();

    PauseRule(GroupStory story, List<Started> starts) {
        this.story = story;
        this.starts = starts;
    }

    List<String> violations() {
        found.clear();
        Instant since = null;
        for (Asked asked : story.asked()) {
            if (asked.record() instanceof Pause) {
                Effect effect = story.effects().get(asked.offset());
                since = since != null || effect == null ? since : effect.seenAt();
            } else if (asked.record() instanceof Resume) {
                check(since, asked.at());
                since = null;
            }
        }
        check(since, Instant.MAX);
        return List.copyOf(found);
    }

    private void check(@Nullable Instant since, Instant until) {
        if (since != null) {
            Instant from = since.plus(ModelChecker.LATENESS);
            starts.stream()
                    .filter(s -> s.at().isAfter(from) && s.at().isBefore(until))
                    .forEach(s -> found.add("%s although paused since %s".formatted(s, from)));
        }
    }
}
