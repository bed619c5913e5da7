package dev.strand.core.owner;

import dev.strand.core.permit.PermitPool;
import java.util.function.Predicate;

/**
 * What a process brings to a partition.
 *
 * @param partition number of the partition
 * @param worker names the process, for people
 * @param settings of the protocol
 * @param permits shared by all partitions of the process
 * @param hasHandler whether a task type can be run here
 */
record Site(
        int partition,
        String worker,
        OwnerSettings settings,
        PermitPool permits,
        Predicate<String> hasHandler) {}
