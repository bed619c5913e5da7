package dev.strand.core.log;

import org.jspecify.annotations.Nullable;

/**
 * Ids that stand where a group id stands and mean more than one group. They begin with {@code ~},
 * which no group id does. Pauses of them are asked for and carried out in every partition by
 * itself.
 */
public final class Reserved {
    /** Every group. */
    public static final String ALL = "~all";

    /** What the id of all tasks of a type begins with; the type follows. */
    public static final String TYPE_PREFIX = "~type:";

    /** Under which the clearing of history is kept. */
    public static final String HISTORY = "~history";

    /** First character of every reserved id. */
    public static final char MARK = '~';

    private Reserved() {}

    /** Whether this is no group id. */
    public static boolean isReserved(String groupId) {
        return !groupId.isEmpty() && groupId.charAt(0) == MARK;
    }

    /** The id of all tasks of a type. */
    public static String ofType(String type) {
        return TYPE_PREFIX + type;
    }

    /** The type whose tasks this id means, or null where it means something else. */
    public static @Nullable String typeOf(String id) {
        return id.startsWith(TYPE_PREFIX) ? id.substring(TYPE_PREFIX.length()) : null;
    }
}
