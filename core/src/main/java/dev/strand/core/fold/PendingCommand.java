package dev.strand.core.fold;

import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command whose effect has not been read yet. It is kept, across restarts, until it has.
 *
 * @param offset its offset in {@code strand.tasks}
 * @param command what was asked
 * @param target with a cancel: the run it means, as far as has been read
 */
public record PendingCommand(long offset, Command command, @Nullable RunId target) {}
