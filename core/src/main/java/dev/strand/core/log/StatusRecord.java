package dev.strand.core.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of {@code strand.status}: what happened, written by the owner of the partition. */
public sealed interface StatusRecord {

    /** The kind of an ownership record, for people; what counts is {@link Owner#closed()}. */
    enum OwnerKind {
        /** The first record of an epoch. */
        CLAIM,
        /** A sign of life. */
        BEAT,
        /** The end of an epoch: nothing starts in it any more. */
        CLOSE
    }

    /**
     * A handler that still runs in a closed epoch.
     *
     * @param run what runs
     * @param token the attempt; once a fact with this token ends the attempt, the group is free
     */
    record Running(RunId run, Token token) {}

    /**
     * The whole state of one ownership.
     *
     * @param key which ownership
     * @param kind why it was written
     * @param number counts the records of this ownership from 0, so that its writer knows which one
     *     it has read back
     * @param instance the process, for people
     * @param closed whether nothing starts any more
     * @param running handlers that still run; empty while open
     */
    record Owner(
            OwnerKey key,
            OwnerKind kind,
            long number,
            String instance,
            boolean closed,
            List<Running> running)
            implements StatusRecord {}

    /** Once read, every later fact of this ownership is void for every reader. */
    record Fence(OwnerKey key) implements StatusRecord {}

    /**
     * Something that happened to a run.
     *
     * @param run the run
     * @param owner the ownership under which it was written
     * @param attempt the attempt, from 1; 0 where it belongs to none
     * @param status what happened
     * @param details everything else that readers want to know
     */
    record Fact(RunId run, OwnerKey owner, int attempt, FactStatus status, FactDetails details)
            implements StatusRecord {
        /** The token of the attempt that this fact speaks of. */
        public Token token() {
            return new Token(owner.epoch(), attempt);
        }
    }

    /**
     * A group was paused or resumed.
     *
     * @param groupId the group
     * @param paused whether its tasks are held from now on
     * @param command offset in {@code strand.tasks} of the command that this carries out
     * @param owner the ownership under which it was written
     * @param reason why, for people, or null
     * @param by who asked, or null
     */
    record GroupChange(
            String groupId,
            boolean paused,
            long command,
            OwnerKey owner,
            @Nullable String reason,
            @Nullable String by)
            implements StatusRecord {}

    /** Asks the process that still runs this run to cancel it. */
    record CancelRequest(RunId run, long command) implements StatusRecord {}

    /** A record of a kind this version does not know; skipped. */
    record Unknown(String kind) implements StatusRecord {}
}
