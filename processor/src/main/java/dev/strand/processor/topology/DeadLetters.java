package dev.strand.processor.topology;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.deadletter.DeadLetter;
import dev.strand.schemas.deadletter.DeadLetterCodec;
import dev.strand.schemas.status.StatusCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the record for {@code strand.dead-letters} from the fact that a task has failed for good.
 */
final class DeadLetters {
    private static final TaskError UNKNOWN =
            new TaskError("UNKNOWN", "the fact names no error", null);

    private DeadLetters() {}

    /** Empty for a fact that does not carry its task: there is nothing to keep. */
    static Optional<Record<byte[], byte[]>> of(
            byte[] factValue, RecordMetadata where, String tasksTopic) {
        if (!(StatusCodec.decode(factValue) instanceof Decoded.Ok<StatusRecord>(Fact fact))) {
            return Optional.empty();
        }
        FactDetails details = fact.details();
        Task task = details.task();
        if (task == null) {
            return Optional.empty();
        }
        DeadLetter letter =
                new DeadLetter(
                        fact.run(),
                        tasksTopic,
                        where.partition(),
                        fact.attempt(),
                        details.at(),
                        details.worker(),
                        details.error() == null ? UNKNOWN : details.error(),
                        task);
        byte[] key = fact.run().groupId().getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                new Record<>(key, DeadLetterCodec.encode(letter), details.at().toEpochMilli()));
    }
}
