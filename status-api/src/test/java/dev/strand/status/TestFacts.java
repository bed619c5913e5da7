package dev.strand.status;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import java.time.Instant;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Facts as a processor would write them. */
final class TestFacts {
    private TestFacts() {}

    /** What the worker says of a run 1 that was submitted at this place. */
    static Fact of(
            RecordMetadata at, String groupId, String taskId, int attempt, FactStatus status) {
        Instant now = Instant.now();
        Instant submitted = Instant.ofEpochMilli(at.timestamp());
        Task task =
                new Task(
                        groupId,
                        taskId,
                        "email",
                        RawJson.of("{\"to\":\"ada\"}"),
                        TaskOptions.DEFAULT,
                        submitted,
                        null);
        boolean failed = status == FactStatus.FAILED || status == FactStatus.RETRYING;
        FactDetails details =
                new FactDetails(
                        task,
                        now,
                        "worker-1",
                        now.minusMillis(5),
                        status == FactStatus.RETRYING ? now.plusSeconds(30) : null,
                        status == FactStatus.COMPLETED ? RawJson.of("{\"sent\":true}") : null,
                        failed ? new TaskError("Boom", "it broke", "at Boom") : null,
                        null);
        return new Fact(
                RunId.at(groupId, taskId, 1, at.offset()),
                StatusUnderTest.OWNER,
                attempt,
                status,
                details);
    }

    /** The failure of the only task of a group, which parks that group. */
    static Fact parking(RecordMetadata at, String groupId) {
        Fact failed = of(at, groupId, groupId, 1, FactStatus.FAILED);
        FactDetails told = failed.details();
        FactDetails parks =
                new FactDetails(
                        told.task(),
                        told.at(),
                        told.worker(),
                        told.startedAt(),
                        null,
                        null,
                        told.error(),
                        null,
                        true);
        return new Fact(failed.run(), failed.owner(), 1, FactStatus.FAILED, parks);
    }
}
