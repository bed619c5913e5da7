package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;

/**
 * What a process has to know to make an attempt that another one has decided on.
 *
 * @param owner the ownership that protects it
 * @param number of the attempt, from 1
 * @param start of that ownership that it is, from 1: the second half of the fencing token
 */
public record Order(RunId run, Task task, OwnerKey owner, int number, long start) {}
