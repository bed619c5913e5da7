package dev.strand.systemtests.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.handler.TaskContext;
import dev.strand.processor.ProcessorApplication;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand tasks, each at the head of its group, have failed and wait for their next
 * attempt at the same time. That costs a bounded amount of memory, which does not grow while they
 * wait and is given back, and each is tried again when it is due. {@code
 * -Dstrand.backoff.tasks=1000000 -Dstrand.backoff.seconds=400 -Dtest.heap=4g} makes it a million.
 */
@Timeout(900)
class ManyInBackoffIT {
    private static final int TASKS = Integer.getInteger("strand.backoff.tasks", 100_000);
    private static final int SECONDS = Integer.getInteger("strand.backoff.seconds", 40);
    private static final int FEW = 100;
    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For half of them: the machine may do much else, and take a partition away for a moment. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    /** What a waiting task and its group may take of the heap. */
    private static final long BYTES_EACH = 3_000;

    /** What may be left of it when it has ended: what this test notes of each, mostly. */
    private static final long BYTES_LEFT = 1_000;

    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> retries = new ConcurrentHashMap<>();
    private final Set<String> repeated = ConcurrentHashMap.newKeySet();

    @TempDir private Path directory;

    @Test
    void shouldRetryEachAndNoneTooEarlyInABoundedHeap() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication processor = processor(broker)) {
            Awaitility.await().atMost(LIMIT).until(() -> processor.processor().isPresent());
            submit(broker.bootstrapServers(), 0, FEW);
            Awaitility.await().atMost(LIMIT).until(() -> failed.size() == FEW);
            long before = heapAfterCollection();
            submit(broker.bootstrapServers(), FEW, TASKS);
            Awaitility.await().atMost(LIMIT).until(() -> failed.size() == TASKS);

            int retried = retries.size();
            long waiting = (heapAfterCollection() - before) / TASKS;
            Awaitility.await().atMost(LIMIT).until(() -> retries.size() > TASKS / 20);
            long stillWaiting = (heapAfterCollection() - before) / TASKS;
            Awaitility.await().atMost(LIMIT).until(() -> retries.size() == TASKS);
            Histogram lateness = lateness(broker.bootstrapServers());
            long left = (heapAfterCollection() - before) / TASKS;

            System.out.printf(
                    "%d in backoff (%d retried by then): %d bytes of heap each, then %d, %d when"
                            + " all had ended; late by p50 %d, p99 %d, max %d ms%n",
                    TASKS,
                    retried,
                    waiting,
                    stillWaiting,
                    left,
                    lateness.getValueAtPercentile(50),
                    lateness.getValueAtPercentile(99),
                    lateness.getMaxValue());
            assertThat(repeated).as("attempts made twice").hasSizeLessThan(TASKS / 100);
            assertThat(retried).as("retried before all were in backoff").isLessThan(TASKS / 50);
            assertThat(waiting).as("bytes each").isLessThan(BYTES_EACH);
            assertThat(stillWaiting).as("bytes each, later").isLessThan(waiting + BYTES_LEFT);
            assertThat(left).as("bytes each, when all had ended").isLessThan(BYTES_LEFT);
            assertThat(lateness.getValueAtPercentile(50))
                    .as("lateness of half of them, in ms")
                    .isLessThanOrEqualTo(LATENESS.toMillis());
        }
    }

    private ProcessorApplication processor(EmbeddedBroker broker) {
        return ProcessorApplication.start(
                Map.of(
                        "strand.kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "strand.processor.port",
                        0,
                        "strand.processor.partitions",
                        8,
                        "strand.processor.state-directory",
                        directory.resolve("processor").toString()),
                found -> found.register("twice", JsonNode.class, this::handle));
    }

    private String handle(JsonNode payload, TaskContext context) throws IOException {
        if (context.attempt() == 1) {
            note(failed.add(context.taskId()), context);
            throw new IOException("the first attempt fails");
        }
        note(retries.putIfAbsent(context.taskId(), Instant.now()) == null, context);
        return "done";
    }

    private void note(boolean isNew, TaskContext context) {
        if (!isNew) {
            repeated.add(context.taskId() + " attempt " + context.attempt());
        }
    }

    /** Each in a group of its own; spread by the jitter of their policy. */
    private static void submit(String kafka, int from, int to) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "linger.ms", 5),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = from; i < to; i++) {
                String task =
                        "{\"type\":\"twice\",\"taskId\":\"t%d\",\"payload\":{\"n\":%d},\"retry\":{\"initialDelay\":\"PT%dS\",\"jitter\":0.1}}"
                                .formatted(i, i, SECONDS);
                sent.add(producer.send(new ProducerRecord<>(TOPICS.tasks().name(), "g" + i, task)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * From the time that the log says the next attempt is due to its start, in ms. A fact that was
     * not acknowledged in time may stand there twice. Reads piece by piece: the heap is not for
     * this.
     */
    private Histogram lateness(String kafka) {
        Histogram lateness = new Histogram(3);
        Set<String> heard = new HashSet<>();
        long limit = System.nanoTime() + LIMIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new TopicReader(kafka).consumer(List.of(TOPICS.status().name()))) {
            while (heard.size() < TASKS && System.nanoTime() < limit) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (StatusCodec.decode(record.value())
                                    instanceof Decoded.Ok<StatusRecord>(StatusRecord status)
                            && status instanceof Fact fact
                            && fact.status() == FactStatus.RETRYING
                            && heard.add(fact.run().taskId())) {
                        lateness.recordValue(lateness(fact));
                    }
                }
            }
        }
        assertThat(heard).hasSize(TASKS);
        return lateness;
    }

    private long lateness(Fact fact) {
        Instant due = fact.details().nextAttemptAt();
        Instant start = retries.get(fact.run().taskId());
        assertThat(due).isNotNull();
        assertThat(start).as("start of %s", fact.run()).isNotNull();
        long late = Duration.between(due, start).toMillis();
        assertThat(late).as("lateness of %s", fact.run()).isNotNegative();
        return late;
    }
}
