package dev.strand.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What callers may do; constants, so that they can stand in {@code @Secured}. */
public final class Roles {
    /** May submit tasks. */
    public static final String SUBMITTER = "submitter";

    /** May see everything, masked payloads excepted. */
    public static final String VIEWER = "viewer";

    /** May see everything and control tasks, groups and types. Includes {@link #VIEWER}. */
    public static final String OPERATOR = "operator";

    /** All roles. */
    public static final List<String> ALL = List.of(VIEWER, SUBMITTER, OPERATOR);

    private Roles() {}

    /**
     * These roles and those that they include, in the order of {@link #ALL}; others are dropped.
     */
    public static List<String> expanded(Collection<String> roles) {
        Set<String> held = new LinkedHashSet<>(roles);
        if (held.contains(OPERATOR)) {
            held.add(VIEWER);
        }
        return ALL.stream().filter(held::contains).toList();
    }
}
