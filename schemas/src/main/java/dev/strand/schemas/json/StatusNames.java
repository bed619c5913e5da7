package dev.strand.schemas.json;

import dev.strand.core.log.TaskStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the names of states in which runs have ended. */
public final class StatusNames {
    private StatusNames() {}

    /**
     * Reads the current value, the field {@code statuses}, an array of at least one terminal state;
     * what is none is refused.
     *
     * @param remedy what to do about it
     */
    public static Set<TaskStatus> ended(JsonInput input, String remedy) throws IOException {
        if (!input.enterArray()) {
            return Set.of();
        }
        TextRule<TaskStatus> rule =
                new TextRule<>(
                        "must be COMPLETED, FAILED, CANCELLED or EXPIRED",
                        remedy,
                        StatusNames::ended);
        EnumSet<TaskStatus> all = EnumSet.noneOf(TaskStatus.class);
        int index = 0;
        while (input.nextElement(index)) {
            TaskStatus status = input.text(rule);
            if (status != null) {
                all.add(status);
            }
            index++;
        }
        input.leave();
        if (index == 0) {
            input.refuse("statuses", "must name at least one state", remedy, null);
        }
        return Set.copyOf(all);
    }

    private static @Nullable TaskStatus ended(String name) {
        for (TaskStatus status : TaskStatus.values()) {
            if (status.isTerminal() && status.name().equals(name)) {
                return status;
            }
        }
        return null;
    }
}
