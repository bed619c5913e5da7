package dev.strand.core.owner;

import org.jspecify.annotations.Nullable;

/**
 * A process that runs tasks, as its records name it.
 *
 * @param name for people; unique among the processes
 * @param address host and port at which it answers over HTTP, or null where it does not
 */
public record Worker(String name, @Nullable String address) {
    /** A process that answers nobody. */
    public static Worker named(String name) {
        return new Worker(name, null);
    }
}
