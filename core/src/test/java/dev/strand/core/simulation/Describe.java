package dev.strand.core.simulation;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.log.TaskRecord.Unpark;

/** Records in a few words, for the trace. */
final class Describe {
    private Describe() {}

    static String task(TaskRecord record) {
        return switch (record) {
            case Submission s ->
                    "submit "
                            + s.task().taskId()
                            + " "
                            + s.task().type()
                            + (s.task().options().notBefore() == null
                                    ? ""
                                    : " not before " + s.task().options().notBefore());
            case Retry r ->
                    "retry "
                            + r.task().taskId()
                            + " run "
                            + r.run()
                            + (r.isInPlace() ? " in place" : "");
            case Cancel c -> "cancel " + c.taskId();
            case Hasten h -> "hasten " + h.taskId() + " after attempt " + h.attempt();
            case Unpark u -> "unpark " + u.groupId() + " " + u.action();
            case Purge p -> "purge " + p.groupId();
            case Clear c -> "clear " + c.statuses() + " before " + c.before();
            case Pause p -> "pause " + p.groupId();
            case Resume r -> "resume " + r.groupId();
        };
    }

    static String status(StatusRecord record) {
        return switch (record) {
            case Owner o ->
                    o.kind()
                            + " "
                            + o.key()
                            + "#"
                            + o.number()
                            + (o.closed() ? " closed" : "")
                            + " "
                            + o.running().stream()
                                    .map(r -> r.run().taskId() + ":" + r.token())
                                    .toList();
            case Fence f -> "FENCE " + f.key();
            case Fact f ->
                    f.status()
                            + " "
                            + f.run().taskId()
                            + "."
                            + f.run().run()
                            + " @"
                            + f.run().sequence()
                            + " by "
                            + f.owner()
                            + " attempt "
                            + f.attempt();
            case GroupChange g ->
                    (g.unparked() != null
                                    ? "UNPARKED " + g.unparked().action() + " "
                                    : g.paused() ? "PAUSED " : "RESUMED ")
                            + g.groupId()
                            + " cmd "
                            + g.command()
                            + " by "
                            + g.owner();
            case Purged p -> "PURGED " + p.groupId() + " cmd " + p.command();
            case Cleared c -> "CLEARED " + c.statuses() + " before " + c.before();
            case CancelRequest c -> "CREQ " + c.run().taskId() + " cmd " + c.command();
            case Unknown u -> "unknown " + u.kind();
        };
    }
}
