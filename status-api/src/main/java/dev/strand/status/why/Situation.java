package dev.strand.status.why;

import dev.strand.status.owner.OwnerLine;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupRow;
import org.jspecify.annotations.Nullable;

/**
 * What the logs know about a group that waits.
 *
 * @param group the group and its head
 * @param task the task that is asked about, or null for the group as a whole
 * @param all what holds everything in the partition, or null
 * @param type what holds the type of the head, or null
 * @param owner who owns the partition
 */
record Situation(
        FoundGroup group,
        @Nullable FoundTask task,
        @Nullable GroupRow all,
        @Nullable GroupRow type,
        OwnerLine owner) {}
