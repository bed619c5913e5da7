package dev.strand.core.owner;

import dev.strand.core.fold.Rule;
import dev.strand.core.lease.PartitionLease;
import java.time.Duration;
import java.util.Set;

/**
 * What the protocol and its scheduling are set to.
 *
 * @param lease silence after which an owner may be taken for dead, the same in all processes,
 *     positive
 * @param margin added to the lease before that is done, for differing clock rates and queues
 * @param startedAfter an attempt that lasts longer than this is announced by a STARTED fact
 * @param stuckAfter an attempt that is still inside its handler this long after it was interrupted
 *     is called stuck
 * @param windowTasks tasks of a group held in memory, at least 2; the rest waits in the store
 * @param historyRetention how long runs are kept after their end before owners have readers with
 *     history forget them; zero for as long as nobody asks for it
 * @param rules {@link Rule#ALL} in a running system
 */
public record OwnerSettings(
        Duration lease,
        Duration margin,
        Duration startedAfter,
        Duration stuckAfter,
        int windowTasks,
        Duration historyRetention,
        Set<Rule> rules) {
    /** What a running system uses unless it is configured otherwise. */
    public static final OwnerSettings DEFAULT =
            new OwnerSettings(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(30),
                    Duration.ofSeconds(10),
                    64,
                    Duration.ofDays(7),
                    Rule.ALL);

    private static final Duration LONGEST_CLEARING = Duration.ofHours(1);
    private static final Duration SHORTEST_CLEARING = Duration.ofSeconds(1);
    private static final int CLEARINGS = 24;

    /**
     * Time between two beats: a quarter of the lease. A record counts for 0.8 of the lease, so an
     * owner survives a pause of a little more than half of it, whenever the pause begins.
     */
    public long beatNanos() {
        return lease.toNanos() / 4;
    }

    /** Silence of another owner, shown by an own record, after which it is fenced. */
    public long silenceNanos() {
        return lease.plus(margin).toNanos();
    }

    /**
     * Time between two records of an owner that have history forgotten: a 24th of the retention,
     * from a second to an hour.
     */
    public long clearingNanos() {
        Duration part = historyRetention.dividedBy(CLEARINGS);
        boolean isShort = part.compareTo(SHORTEST_CLEARING) < 0;
        boolean isLong = part.compareTo(LONGEST_CLEARING) > 0;
        return (isShort ? SHORTEST_CLEARING : isLong ? LONGEST_CLEARING : part).toNanos();
    }

    /**
     * Time from the end of a lease to when others may take the owner for dead: so long has what is
     * interrupted at its end to return.
     */
    public long graceNanos() {
        return silenceNanos() - PartitionLease.validNanos(lease);
    }

    boolean keeps(Rule rule) {
        return rules.contains(rule);
    }
}
