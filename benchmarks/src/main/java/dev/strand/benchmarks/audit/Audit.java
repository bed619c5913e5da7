package dev.strand.benchmarks.audit;

import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.drain.Workload;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the log says of a drain that has ended.
 *
 * @param ended tasks that have an outcome
 * @param duplicates outcomes of tasks that had one already
 * @param claims of partitions; more than there are partitions means that some were lost meanwhile
 */
public record Audit(int ended, int duplicates, int claims) {

    /** Reads what a contender has written. */
    public static Audit of(Contender contender, Workload workload) {
        Reader reader = new Reader();
        LogReader.read(
                workload.bootstrapServers(),
                workload.topics().status().name(),
                contender == Contender.STRAND ? reader::fact : reader::result);
        return new Audit(reader.ended.size(), reader.duplicates, reader.claims);
    }

    private static final class Reader {
        private final Set<String> ended = new HashSet<>();
        private int duplicates;
        private int claims;

        void fact(ConsumerRecord<byte[], byte[]> record) {
            if (!(StatusCodec.decodeHead(record.value())
                    instanceof Decoded.Ok<StatusRecord>(StatusRecord status))) {
                throw new IllegalStateException(
                        "a record of the status topic cannot be read, at " + record.offset());
            }
            if (status instanceof Fact fact && fact.status().isTerminal()) {
                ended(record.partition() + "-" + fact.run().sequence());
            } else if (status instanceof Owner owner && owner.kind() == OwnerKind.CLAIM) {
                claims++;
            }
        }

        void result(ConsumerRecord<byte[], byte[]> record) {
            ended(new String(record.value(), StandardCharsets.UTF_8));
        }

        private void ended(String task) {
            if (!ended.add(task)) {
                duplicates++;
            }
        }
    }
}
