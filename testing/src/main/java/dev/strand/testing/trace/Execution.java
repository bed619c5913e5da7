package dev.strand.testing.trace;

import dev.strand.core.log.FencingToken;
import dev.strand.core.log.Token;

/**
 * One entry of a handler: one attempt of one run, as the handler's context names it.
 *
 * @param groupId the group
 * @param taskId the task
 * @param run number of the run, from 1
 * @param sequence place in the partition
 * @param attempt number of the attempt, from 1
 * @param token the fencing token, {@code <epoch>.<start>}
 */
public record Execution(
        String groupId, String taskId, int run, long sequence, int attempt, String token) {
    /** The run that this is an execution of. */
    public RunKey runKey() {
        return new RunKey(groupId, taskId, run);
    }

    /** The fencing token as something that has an order. */
    public FencingToken fencingToken() {
        int dot = token.indexOf('.');
        return new FencingToken(
                Long.parseLong(token.substring(0, dot)), Long.parseLong(token.substring(dot + 1)));
    }

    /** The token of the attempt in the facts about it. */
    public Token attemptToken() {
        return new Token(fencingToken().epoch(), attempt);
    }

    /** For evidence. */
    @Override
    public String toString() {
        return "%s run %d (group %s, sequence %d, attempt %d, token %s)"
                .formatted(taskId, run, groupId, sequence, attempt, token);
    }
}
