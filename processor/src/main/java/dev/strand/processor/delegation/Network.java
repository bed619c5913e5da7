package dev.strand.processor.delegation;

import org.jspecify.annotations.Nullable;

/**
 * Where a processor stands among others.
 *
 * @param address {@code host:port} at which others can ask it, or null where they can't
 * @param credentials what it shows when it asks others, or null where nobody has to
 * @param mayDelegate whether it has others run what it has no handler of, and runs it for them
 */
public record Network(@Nullable String address, @Nullable String credentials, boolean mayDelegate) {
    /** Nobody can ask it. */
    public static final Network NONE = new Network(null, null, false);
}
