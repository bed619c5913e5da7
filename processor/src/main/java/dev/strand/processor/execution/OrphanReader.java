package dev.strand.processor.execution;

import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on reading {@code strand.status} of partitions that have been taken away while handlers of
 * theirs still run here: only so do these see that they are to be cancelled, or that their
 * ownership was fenced. One thread, which sleeps while there are none.
 */
public final class OrphanReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final PartitionHosts hosts;
    private final String topic;
    private final Map<String, Object> config;
    private final Thread thread;
    private volatile boolean isClosed;

    /** A reader that does not read yet. */
    public OrphanReader(PartitionHosts hosts, String topic, Map<String, Object> config) {
        this.hosts = hosts;
        this.topic = topic;
        this.config = Map.copyOf(config);
        this.thread = Thread.ofPlatform().daemon().name("strand-orphans").unstarted(this::run);
    }

    /** Reads from now on whatever needs to be read. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed) {
            Set<Integer> wanted = wanted();
            if (wanted.isEmpty()) {
                LockSupport.parkNanos(POLL.toNanos());
            } else {
                readWhileWanted();
            }
        }
    }

    private Set<Integer> wanted() {
        return hosts.all().stream()
                .filter(PartitionHost::hasOrphans)
                .map(PartitionHost::partition)
                .collect(Collectors.toSet());
    }

    private void readWhileWanted() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<Integer> reading = new HashSet<>();
            for (Set<Integer> wanted = wanted();
                    !wanted.isEmpty() && !isClosed;
                    wanted = wanted()) {
                if (!wanted.equals(reading)) {
                    assign(consumer, wanted, reading);
                    reading = wanted;
                }
                consumer.poll(POLL).forEach(this::read);
            }
        } catch (InterruptException stopping) {
            LOG.debug("reading for orphans was interrupted");
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("reading for orphans failed and starts again");
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void assign(
            KafkaConsumer<byte[], byte[]> consumer, Set<Integer> wanted, Set<Integer> reading) {
        Map<Integer, TopicPartition> partitions =
                wanted.stream()
                        .collect(Collectors.toMap(p -> p, p -> new TopicPartition(topic, p)));
        consumer.assign(partitions.values());
        partitions.forEach((number, partition) -> {
            if (!reading.contains(number)) {
                consumer.seek(partition, hosts.host(number).nextStatusOffset());
            }
        });
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        PartitionHost host = hosts.host(record.partition());
        if (host.hasOrphans()
                && StatusCodec.decodeHead(record.value())
                        instanceof Decoded.Ok<StatusRecord>(StatusRecord fact)) {
            host.orphanStatusRead(record.offset(), fact);
        }
    }

    /** The settings that its consumer needs, over whatever else is configured. */
    public static Map<String, Object> required() {
        return Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
    }
}
