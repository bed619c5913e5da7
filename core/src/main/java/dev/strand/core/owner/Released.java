package dev.strand.core.owner;

import java.util.Set;

/**
 * What holders of lower epochs may have let go of with one record.
 *
 * @param isAll whether it may be any group: a holder has closed, died or vanished
 * @param groups those of handlers that are not listed any more; others may still hold them
 */
record Released(boolean isAll, Set<String> groups) {
    /** Nothing. */
    static final Released NOTHING = new Released(false, Set.of());

    boolean isNothing() {
        return !isAll && groups.isEmpty();
    }
}
