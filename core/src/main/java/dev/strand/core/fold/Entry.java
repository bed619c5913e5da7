package dev.strand.core.fold;

import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import org.jspecify.annotations.Nullable;

/**
 * A run in its place.
 *
 * @param id which run, and where in its group
 * @param task what to run; null while only facts of it have been read and its submission has not
 * @param state what its facts say
 */
public record Entry(RunId id, @Nullable Task task, RunState state) {
    /** Whether facts of this run were read before its submission. */
    public boolean isEarly() {
        return task == null;
    }

    /** What is to be run. Only for entries that are not early. */
    public Task submitted() {
        if (task == null) {
            throw new IllegalStateException("entry " + id + " has no submission yet");
        }
        return task;
    }

    Entry with(RunState newState) {
        return newState.equals(state) ? this : new Entry(id, task, newState);
    }

    Entry with(Task submitted) {
        return new Entry(id, submitted, state);
    }
}
