package dev.strand.systemtests.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskContext;
import dev.strand.processor.ProcessorApplication;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks of the highest priority want every permit all the time; one of the lowest starts within the
 * time that docs/protocol.md promises all the same.
 */
@Timeout(300)
class StarvationIT {
    private static final int PERMITS = 2;
    private static final int GROUPS = 40;
    private static final int TASKS_EACH = 300;
    private static final Duration AGING_STEP = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TASKS = Topics.withPrefix(Topics.DEFAULT_PREFIX).tasks().name();

    /** For the way of a record through Kafka, on a machine that does much else. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final AtomicInteger urgentStarts = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Map<String, Long> lowStarts = new ConcurrentHashMap<>();
    private volatile boolean isOver;

    @TempDir private Path directory;

    @Test
    void shouldStartATaskOfTheLowestPriorityWithinThePromisedTime() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication processor = processor(broker);
                KafkaProducer<String, String> producer = producer(broker)) {
            Awaitility.await().atMost(LIMIT).until(() -> processor.processor().isPresent());
            submitUrgent(producer);
            Awaitility.await().atMost(LIMIT).until(() -> urgentStarts.get() > GROUPS);

            for (int i = 0; i < 5; i++) {
                shouldStartInTime(producer, "low-" + i);
            }

            assertThat(urgentStarts.get())
                    .as("urgent tasks were waiting until the end")
                    .isLessThan(GROUPS * TASKS_EACH - GROUPS);
            isOver = true;
        }
    }

    private void shouldStartInTime(KafkaProducer<String, String> producer, String name)
            throws Exception {
        int before = urgentStarts.get();
        long submitted = System.nanoTime();
        producer.send(new ProducerRecord<>(TASKS, name, task(name, 1))).get();
        Awaitility.await().atMost(LIMIT).until(() -> lowStarts.containsKey(name));

        Duration waited = Duration.ofNanos(lowStarts.getOrDefault(name, 0L) - submitted);
        int overtakers = urgentStarts.get() - before;
        Duration each = Duration.ofNanos(longestNanos.get());
        Duration promised =
                AGING_STEP.multipliedBy(9).plus(each.multipliedBy(GROUPS / PERMITS + 1));
        System.out.println(
                "%s started after %s, promised: %s; %d urgent ones started meanwhile"
                        .formatted(name, waited, promised, overtakers));
        assertThat(waited).isLessThan(promised.plus(SLACK));
        assertThat(overtakers).as("urgent tasks that started before it").isGreaterThan(GROUPS / 2);
    }

    private ProcessorApplication processor(EmbeddedBroker broker) {
        return ProcessorApplication.start(
                Map.of(
                        "strand.kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "strand.processor.port",
                        0,
                        "strand.processor.partitions",
                        4,
                        "strand.processor.permits",
                        PERMITS,
                        "strand.processor.aging-step",
                        AGING_STEP.toString(),
                        "strand.processor.drain-timeout",
                        "PT1S",
                        "strand.processor.state-directory",
                        directory.resolve("processor").toString()),
                found -> found.register("timed", JsonNode.class, this::handle));
    }

    private String handle(JsonNode payload, TaskContext context) throws InterruptedException {
        long start = System.nanoTime();
        if (context.groupId().startsWith("low")) {
            lowStarts.put(context.groupId(), start);
        } else {
            urgentStarts.incrementAndGet();
        }
        if (!isOver) {
            TimeUnit.MILLISECONDS.sleep(20);
            longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
        return "done";
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 1),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void submitUrgent(KafkaProducer<String, String> producer) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < TASKS_EACH; i++) {
            for (int group = 0; group < GROUPS; group++) {
                String value = task("t" + i, 10);
                sent.add(producer.send(new ProducerRecord<>(TASKS, "urgent-" + group, value)));
            }
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    private static String task(String taskId, int priority) {
        return "{\"type\":\"timed\",\"taskId\":\"%s\",\"payload\":{},\"priority\":%d}"
                .formatted(taskId, priority);
    }
}
