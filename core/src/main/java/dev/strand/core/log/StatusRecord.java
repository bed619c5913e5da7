package dev.strand.core.log;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
     * @param address host and port at which the process answers over HTTP, or null
     */
    record Owner(
            OwnerKey key,
            OwnerKind kind,
            long number,
            String instance,
            boolean closed,
            List<Running> running,
            @Nullable String address)
            implements StatusRecord {
        /** Without address. */
        public Owner(
                OwnerKey key,
                OwnerKind kind,
                long number,
                String instance,
                boolean closed,
                List<Running> running) {
            this(key, kind, number, instance, closed, running, null);
        }
    }

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

        /** Whether this fact, once accepted, parks the group. */
        public boolean parksGroup() {
            return status == FactStatus.FAILED && details.parks();
        }
    }

    /**
     * The run that parked its group does so no more.
     *
     * @param run that run
     * @param action whether it is run again: as {@link #next}
     */
    record Unparked(RunId run, UnparkAction action) {
        /** The run in its place that an unpark with RETRY makes. */
        public RunId next(long command) {
            return new RunId(run.groupId(), run.taskId(), run.run() + 1, run.sequence(), command);
        }
    }

    /**
     * A command to a group has been carried out: it was paused, resumed or unparked, or there was
     * nothing to do.
     *
     * @param groupId the group, or what {@link Reserved} names
     * @param paused whether its tasks are held from now on
     * @param command offset in {@code strand.tasks} of the command that this carries out
     * @param owner the ownership under which it was written
     * @param reason why it is paused, for people, or null
     * @param by who asked, or null
     * @param at when, by the clock of the writer, or null
     * @param unparked with an unpark: what it did; then nothing is said of pauses
     */
    record GroupChange(
            String groupId,
            boolean paused,
            long command,
            OwnerKey owner,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable Unparked unparked)
            implements StatusRecord {
        /** A pause or resume that does not say when. */
        public GroupChange(
                String groupId,
                boolean paused,
                long command,
                OwnerKey owner,
                @Nullable String reason,
                @Nullable String by) {
            this(groupId, paused, command, owner, reason, by, null, null);
        }
    }

    /** Every run that a purge of the group means has ended. */
    record Purged(String groupId, long command, OwnerKey owner) implements StatusRecord {}

    /**
     * Runs that have ended are forgotten: readers with history delete those that have ended in the
     * log before this record, but for a run that parks its group, which is kept until it is let go.
     *
     * @param statuses how they ended
     * @param before and when: earlier than this
     * @param command offset in {@code strand.tasks} of the command that this carries out, -1 where
     *     the owner did it by itself, since they have been kept long enough
     * @param owner the ownership under which it was written
     * @param at when, by the clock of the writer
     * @param by who asked, or null
     */
    record Cleared(
            Set<TaskStatus> statuses,
            Instant before,
            long command,
            OwnerKey owner,
            Instant at,
            @Nullable String by)
            implements StatusRecord {
        /** Whether a run that has ended like this, and then, is meant. */
        public boolean covers(TaskStatus status, Instant endedAt) {
            return statuses.contains(status) && endedAt.isBefore(before);
        }
    }

    /** Asks the process that still runs this run to cancel it. */
    record CancelRequest(RunId run, long command) implements StatusRecord {}

    /** A record of a kind this version does not know; skipped. */
    record Unknown(String kind) implements StatusRecord {}
}
