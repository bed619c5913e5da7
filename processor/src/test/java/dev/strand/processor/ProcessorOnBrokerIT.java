package dev.strand.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.MemoryTrace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorOnBrokerIT {
    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);

    private static final int TASKS = 20_000;
    private static final int GROUPS = 500;

    @TempDir private Path directory;

    @Test
    void shouldRunEveryGroupInOrderAndGroupsInParallel() throws Exception {
        AtomicInteger done = new AtomicInteger();
        MemoryTrace trace = new MemoryTrace();
        TaskHandler<JsonNode, String> handler =
                (payload, context) -> {
                    Execution execution =
                            new Execution(
                                    context.groupId(),
                                    context.taskId(),
                                    context.run(),
                                    context.sequence(),
                                    context.attempt(),
                                    context.fencingToken());
                    trace.started(execution);
                    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(20));
                    trace.ended(execution);
                    done.incrementAndGet();
                    return "done";
                };
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                HandlerRegistry handlers =
                        new HandlerDiscovery().register("nap", JsonNode.class, handler).build()) {
            broker.createTopics(TOPICS, 12);
            produce(broker.bootstrapServers(), TASKS, GROUPS);
            ProcessorConfig config =
                    new ProcessorConfig(
                            Map.of("bootstrap.servers", broker.bootstrapServers()),
                            Topics.DEFAULT_PREFIX,
                            ProcessorConfig.DEFAULT_APPLICATION_ID,
                            "p1",
                            directory.resolve("state"),
                            Settings.DEFAULT);
            try (StrandProcessor processor = StrandProcessor.start(config, handlers)) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(250))
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> done.get() >= TASKS && processor.running() == 0);
            }
            History history = StrandLogs.read(broker.bootstrapServers());
            Guarantees.checkAll(trace.events(), history, 0);
            new ContentionCheck(trace.events(), history, 400, 50).check();
            assertThat(history.runs()).hasSize(TASKS);
        }
    }

    private static void produce(String bootstrap, int tasks, int groups) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < tasks; i++) {
                byte[] value =
                        ("{\"type\":\"nap\",\"payload\":{\"n\":" + i + "}}")
                                .getBytes(StandardCharsets.UTF_8);
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        TOPICS.tasks().name(), "group-" + i % groups, value)));
            }
        }
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }
}
