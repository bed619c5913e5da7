package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to {@code strand.status}. It is sent, and sent again, until it is
 * acknowledged; then {@link PartitionOwner#acknowledged} is told.
 *
 * @param epoch the ownership that sends it
 * @param record what is sent
 * @param decidedNanos when it was decided, which is not later than when it is sent: leases count
 *     from here
 * @param attempt the attempt that it announces or ends, or null
 */
public record Outgoing(
        OwnerKey epoch, StatusRecord record, long decidedNanos, @Nullable Attempt attempt) {}
