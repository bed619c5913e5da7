package dev.strand.core.delegation;

import dev.strand.core.owner.Order;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The answer to a {@link Report}.
 *
 * @param given attempts to make now, each with a permit that the report has offered
 * @param leases by the id of each attempt, given now or reported as inside: for so many nanoseconds
 *     from the <em>sending of the report</em> on it is protected
 * @param interrupts attempts to interrupt, and why
 * @param taken ends that have been taken and need not be repeated
 * @param wanted by type, what waits for somebody who has the handler
 */
public record Reply(
        List<Given> given,
        Map<String, Long> leases,
        Map<String, Interruption> interrupts,
        Set<String> taken,
        Map<String, Demand> wanted) {
    /** Says nothing. */
    public static final Reply EMPTY = new Reply(List.of(), Map.of(), Map.of(), Set.of(), Map.of());

    /** Refuses what is incomplete. */
    public Reply {
        given = List.copyOf(given);
        leases = Map.copyOf(leases);
        interrupts = Map.copyOf(interrupts);
        taken = Set.copyOf(taken);
        wanted = Map.copyOf(wanted);
    }

    /** Why a handler is interrupted. */
    public enum Interruption {
        /** Somebody asked for its cancellation. */
        CANCEL,
        /** It has taken longer than its timeout. */
        TIMEOUT,
        /** Its outcome no longer counts, or whoever is asked does not know it. */
        VOID
    }

    /**
     * What waits of one type.
     *
     * @param groups how many groups, 1 or more
     * @param priority of the most urgent of them, 1 to 10
     * @param waitedNanos for how long that one has been waiting
     */
    public record Demand(int groups, int priority, long waitedNanos) {}

    /**
     * An attempt to make.
     *
     * @param id names it between the two processes
     * @param partition of its group
     * @param attempt which one
     */
    public record Given(String id, int partition, Order attempt) {
        /** Refuses what is incomplete. */
        public Given {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(attempt, "attempt");
        }
    }

    /** Whether there is anything in it that the receiver of it is not waiting for already. */
    public boolean isNews(Report report) {
        return !given.isEmpty()
                || !interrupts.isEmpty()
                || !taken.isEmpty()
                || wanted.entrySet().stream()
                        .anyMatch(each -> report.wants(each.getKey(), each.getValue().groups()));
    }
}
