package dev.strand.systemtests.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.TaskStatus;
import dev.strand.processor.ProcessorApplication;
import dev.strand.schemas.topic.Topics;
import dev.strand.status.StatusApplication;
import dev.strand.systemtests.race.RacingHandler.Ending;
import dev.strand.systemtests.race.RacingHandler.Manner;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.guarantee.CompletenessChecker;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand tasks are cancelled in the moment in which they end. Each has exactly one terminal
 * state, and the log, the status API and its handler agree which.
 */
@Timeout(300)
class CancelRaceIT {
    private static final int TASKS = 2_000;
    private static final int GROUPS = 100;
    private static final List<Manner> MANNERS = List.of(Manner.values());
    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Both ends must really have happened this often. */
    private static final int OFTEN = TASKS / 20;

    private final RacingHandler handler = new RacingHandler();
    private final Random random = new Random(42);

    @TempDir private Path directory;

    @Test
    void shouldHaveOneEndOnWhichEverybodyAgrees() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication processor = processor(broker);
                StatusApplication status = status(broker)) {
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() ->
                            answers(processor.url() + "/health/readiness")
                                    && answers(status.url() + "/health/readiness"));
            race(broker.bootstrapServers());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(LIMIT)
                    .until(() -> ended(StrandLogs.read(broker.bootstrapServers())) == TASKS);

            History history = StrandLogs.read(broker.bootstrapServers());
            new CompletenessChecker(history).check();
            Map<TaskStatus, Integer> ends = shouldAgreeWithTheHandlers(history);
            shouldAgreeWithTheStatusApi(history, status.url());
            System.out.println("cancel raced with completion, ended as " + ends);
            assertThat(ends.get(TaskStatus.COMPLETED)).isGreaterThan(OFTEN);
            assertThat(ends.get(TaskStatus.CANCELLED)).isGreaterThan(OFTEN);
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
                        4,
                        "strand.processor.state-directory",
                        directory.resolve("processor").toString()),
                found -> found.register("racing", JsonNode.class, handler::handle));
    }

    private StatusApplication status(EmbeddedBroker broker) {
        return StatusApplication.start(
                Map.of(
                        "strand.kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "strand.status.port",
                        0,
                        "strand.status.state-dir",
                        directory.resolve("status").toString()));
    }

    private static boolean answers(String url) throws Exception {
        return HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url)).build(),
                                BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    /**
     * Cancels each task a random time after it was submitted, that is about as long as it takes.
     */
    private void race(String kafka) throws Exception {
        String topic = TOPICS.tasks().name();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "linger.ms", 0),
                        new StringSerializer(),
                        new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            List<String> waiting = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                String group = "g" + i % GROUPS;
                String task =
                        "{\"type\":\"racing\",\"taskId\":\"t%d\",\"payload\":{\"us\":%d,\"manner\":\"%s\"}}"
                                .formatted(i, random.nextInt(30_000), manner());
                sent.add(producer.send(new ProducerRecord<>(topic, group, task)));
                waiting.add(group + " t" + i);
                while (waiting.size() > random.nextInt(12)) {
                    String[] first = waiting.removeFirst().split(" ", 2);
                    String cancel =
                            "{\"command\":\"cancel\",\"taskId\":\"%s\"}".formatted(first[1]);
                    sent.add(producer.send(new ProducerRecord<>(topic, first[0], cancel)));
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private Manner manner() {
        return MANNERS.get(random.nextInt(MANNERS.size()));
    }

    private static long ended(History history) {
        return history.runs().stream()
                .filter(run -> !history.outcomes(run.key()).isEmpty())
                .count();
    }

    /**
     * A value was returned exactly if the task is completed; else its handler gave up, or never
     * ran.
     */
    private Map<TaskStatus, Integer> shouldAgreeWithTheHandlers(History history) {
        Map<TaskStatus, Integer> ends = new EnumMap<>(TaskStatus.class);
        for (AcceptedRun run : history.runs()) {
            TaskStatus end = history.finalStatus(run.key());
            boolean hasValue = handler.endings().get(run.id().taskId()) == Ending.RETURNED;
            assertThat(end)
                    .as(
                            "the end of %s, whose handler %s",
                            run.id(), handler.endings().get(run.id().taskId()))
                    .isEqualTo(hasValue ? TaskStatus.COMPLETED : TaskStatus.CANCELLED);
            ends.merge(hasValue ? TaskStatus.COMPLETED : TaskStatus.CANCELLED, 1, Integer::sum);
        }
        assertThat(history.runs()).hasSize(TASKS);
        return ends;
    }

    private static void shouldAgreeWithTheStatusApi(History history, String url) {
        Map<String, String> expected = new HashMap<>();
        history.runs()
                .forEach(run ->
                        expected.put(
                                run.id().taskId(), String.valueOf(history.finalStatus(run.key()))));
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(shown(url)).isEqualTo(expected));
    }

    private static Map<String, String> shown(String url) throws Exception {
        Map<String, String> shown = new HashMap<>();
        for (int i = 0; i < GROUPS; i++) {
            String body =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            url
                                                                    + "/api/tasks?limit=200&group=g"
                                                                    + i))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            for (JsonNode task : new ObjectMapper().readTree(body).path("tasks")) {
                shown.put(task.path("taskId").asText(), task.path("status").asText());
            }
        }
        return shown;
    }
}
