package dev.strand.core.fold;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.log.Token;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of both logs, in few words, for tests. */
public final class Records {
    /** When everything happens unless a test says otherwise. */
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Records() {}

    /** A task with default options. */
    public static Task task(String groupId, String taskId) {
        return task(groupId, taskId, TaskOptions.DEFAULT);
    }

    /** A task of type {@code demo}. */
    public static Task task(String groupId, String taskId, TaskOptions options) {
        return new Task(groupId, taskId, "demo", RawJson.NULL, options, NOW, null);
    }

    /** Its submission. */
    public static Submission submission(String groupId, String taskId) {
        return new Submission(task(groupId, taskId));
    }

    /** An ownership. */
    public static OwnerKey epoch(long epoch) {
        return new OwnerKey(epoch, "n" + epoch);
    }

    /** The first record of an ownership. */
    public static Owner claim(OwnerKey key) {
        return new Owner(key, OwnerKind.CLAIM, 0, "worker", false, List.of());
    }

    /** A sign of life. */
    public static Owner beat(OwnerKey key, long number) {
        return new Owner(key, OwnerKind.BEAT, number, "worker", false, List.of());
    }

    /** The end of an ownership, or a sign of life after it. */
    public static Owner closed(OwnerKey key, long number, Running... running) {
        return new Owner(key, OwnerKind.CLOSE, number, "worker", true, List.of(running));
    }

    /** An attempt in the list of a closed ownership. */
    public static Running running(RunId run, OwnerKey owner, int attempt) {
        return new Running(run, new Token(owner.epoch(), attempt));
    }

    /** A fact. */
    public static Fact fact(RunId run, OwnerKey owner, int attempt, FactStatus status) {
        return fact(run, owner, attempt, status, null);
    }

    /** A fact that says when the next attempt is due. */
    public static Fact fact(
            RunId run, OwnerKey owner, int attempt, FactStatus status, @Nullable Instant next) {
        FactDetails details = new FactDetails(null, NOW, "worker", null, next, null, null, null);
        return new Fact(run, owner, attempt, status, details);
    }

    /** A pause or its end. */
    public static GroupChange groupChange(
            String groupId, boolean isPaused, long command, OwnerKey owner) {
        return new GroupChange(groupId, isPaused, command, owner, null, null);
    }
}
