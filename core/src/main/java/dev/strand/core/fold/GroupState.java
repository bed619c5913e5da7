package dev.strand.core.fold;

import org.jspecify.annotations.Nullable;

/**
 * What commands have made of a group.
 *
 * @param paused whether its tasks are held
 * @param command offset of the last command carried out, -1 before the first
 * @param reason why it was paused, for people
 * @param by who asked for it
 */
public record GroupState(
        boolean paused, long command, @Nullable String reason, @Nullable String by) {
    /** A group that no command has touched. */
    public static final GroupState FREE = new GroupState(false, -1, null, null);
}
