package dev.strand.processor;

import static dev.strand.processor.ProcessorFixture.await;
import static dev.strand.processor.ProcessorFixture.get;
import static dev.strand.processor.ProcessorFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits, breakers and stuck handlers, end to end, with one broker and one processor for all. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class LimitsOnBrokerIT {
    private final Map<String, Queue<Long>> startsByType = new ConcurrentHashMap<>();
    private final AtomicBoolean isUp = new AtomicBoolean();
    private final CountDownLatch letGo = new CountDownLatch(1);
    @TempDir private static Path directory;
    private EmbeddedBroker broker;
    private ProcessorApplication application;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        producer = ProcessorFixture.producer(broker.bootstrapServers());
        Map<String, Object> settings =
                ProcessorFixture.on(broker.bootstrapServers(), directory.resolve("state"));
        settings.put("strand.processor.stuck-after", "PT0.3S");
        settings.put("strand.processor.max-result-bytes", 2_000);
        String types = "strand.processor.types.";
        settings.put(types + "rated.rate-per-second", 20);
        settings.put(types + "grouped.group-rate-per-second", 5);
        settings.put(types + "frail.permits", 2);
        settings.put(types + "frail.breaker.window", 4);
        settings.put(types + "frail.breaker.probes", 2);
        settings.put(types + "frail.breaker.open-for", "PT1S");
        application = ProcessorApplication.start(settings, this::handlers);
        await().until(() -> get(application, "/health/readiness").statusCode() == 200);
    }

    @AfterAll
    void stop() {
        letGo.countDown();
        producer.close();
        application.close();
        broker.close();
    }

    private HandlerDiscovery handlers(HandlerDiscovery discovery) {
        return discovery
                .register("rated", JsonNode.class, (payload, context) -> noted(context))
                .register("grouped", JsonNode.class, (payload, context) -> noted(context))
                .register("frail", JsonNode.class, this::frail)
                .register("stubborn", JsonNode.class, this::stubborn)
                .register("polite", JsonNode.class, LimitsOnBrokerIT::polite)
                .register("big", JsonNode.class, (payload, context) -> "x".repeat(5_000));
    }

    private String noted(TaskContext context) {
        startsByType
                .computeIfAbsent(context.type(), type -> new ConcurrentLinkedQueue<>())
                .add(System.nanoTime());
        return "done";
    }

    private String frail(JsonNode payload, TaskContext context) throws IOException {
        String done = noted(context);
        if (!isUp.get()) {
            throw new IOException("the third party is down");
        }
        return done;
    }

    private String stubborn(JsonNode payload, TaskContext context) {
        boolean isReleased = !context.taskId().equals("stuck");
        while (!isReleased) {
            try {
                letGo.await();
                isReleased = true;
            } catch (InterruptedException ignored) {
                noted(context);
            }
        }
        return "done";
    }

    private static String polite(JsonNode payload, TaskContext context) throws RetryAfterException {
        throw new RetryAfterException(Duration.ofMinutes(10), "come back later");
    }

    @Test
    void shouldStartNoFasterThanTheRateOfItsType() throws Exception {
        for (int i = 0; i < 41; i++) {
            submit("rated-" + i, "rated", "t", "");
        }

        List<Long> starts = awaitStarts("rated", 41);

        // 41 starts at 20 per second, and 10 ms of lateness made good
        assertThat(Duration.ofNanos(starts.getLast() - starts.getFirst()))
                .isGreaterThan(Duration.ofMillis(1_950));
    }

    @Test
    void shouldStartNoFasterInAGroupThanItsRate() throws Exception {
        for (int i = 0; i < 6; i++) {
            submit("one", "grouped", "t" + i, "");
            submit("two", "grouped", "t" + i, "");
        }

        List<Long> starts = awaitStarts("grouped", 12);

        assertThat(Duration.ofNanos(starts.getLast() - starts.getFirst()))
                .isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void shouldLetTasksWaitWhileTheirThirdPartyIsDown() throws Exception {
        int tasks = 30;
        for (int i = 0; i < tasks; i++) {
            submit(
                    "frail-" + i,
                    "frail",
                    "t",
                    ",\"retry\":{\"maxAttempts\":20,\"initialDelay\":\"PT0.05S\",\"multiplier\":1}");
        }
        await().until(() -> "OPEN".equals(type("frail").path("breaker").asText()));
        await().untilAsserted(() -> assertThat(codes("frail-29", null)).contains("BREAKER_OPEN"));
        int made = startsByType.getOrDefault("frail", new ConcurrentLinkedQueue<>()).size();
        assertThat(made).as("attempts that were burnt").isLessThan(tasks);
        assertThat(metric("strand_breaker_state{type=\"frail\"}")).isPositive();

        isUp.set(true);

        await().until(() -> ended("frail", FactStatus.COMPLETED) == tasks);
        await().until(() -> "CLOSED".equals(type("frail").path("breaker").asText()));
        assertThat(metric("strand_breaker_state{type=\"frail\"}")).isZero();
    }

    @Test
    void shouldReportAHandlerThatIgnoresItsInterruptAndHoldOnlyItsGroup() throws Exception {
        submit("stuck-group", "stubborn", "stuck", ",\"timeout\":\"PT0.2S\"");
        submit("stuck-group", "stubborn", "next", "");

        await().until(() -> metric("strand_handlers_stuck") == 1);

        assertThat(codes("stuck-group", "stuck")).startsWith("STUCK");
        assertThat(codes("stuck-group", "next")).containsExactly("BEHIND", "STUCK");
        submit("other-group", "stubborn", "other", "");
        await().until(() -> facts("other-group", FactStatus.COMPLETED) == 1);
        assertThat(facts("stuck-group", FactStatus.COMPLETED)).isZero();
        letGo.countDown();
        await().until(() -> facts("stuck-group", FactStatus.COMPLETED) == 2);
        assertThat(facts("stuck-group", FactStatus.RETRYING)).as("it took too long").isEqualTo(1);
        assertThat(metric("strand_handlers_stuck")).isZero();
        assertThat(metric("strand_handlers_ever_stuck_total")).isEqualTo(1);
    }

    @Test
    void shouldCountSubmissionsOfATaskThatIsThereAlready() throws Exception {
        submit("once", "polite", "t", "");
        submit("once", "polite", "t", "");
        submit("once", "polite", "t", "");

        await().until(() -> metric("strand_tasks_duplicate_total") == 2);
    }

    @Test
    void shouldSayWhenTheNextAttemptIs() throws Exception {
        submit("later", "polite", "t", "");

        await().until(() -> codes("later", "t").contains("RETRY_LATER"));

        JsonNode reason = why("later", "t").at("/reasons/0");
        assertThat(Instant.parse(reason.path("until").asText()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(8)));
        assertThat(reason.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void shouldLetTasksWithoutAHandlerWaitAndSaySo() throws Exception {
        submit("nobody", "absent", "t", "");

        await().until(() -> codes("nobody", "t").contains("NO_HANDLER"));

        assertThat(type("absent").path("hasHandler").asBoolean(true)).isFalse();
        assertThat(type("absent").path("waiting").asInt()).isEqualTo(1);
        assertThat(metric("strand_groups_held{by=\"handler\"}")).isEqualTo(1);
    }

    @Test
    void shouldFailForGoodWhatReturnsTooMuch() throws Exception {
        submit("big", "big", "t", "");

        await().until(() -> facts("big", FactStatus.FAILED) == 1);

        assertThat(factsOf("big").getLast().details().error())
                .satisfies(error ->
                        assertThat(String.valueOf(error))
                                .contains("at most 2000 bytes", "got: 5002"));
    }

    private void submit(String group, String type, String taskId, String more) throws Exception {
        String json =
                "{\"type\":\"%s\",\"taskId\":\"%s\",\"payload\":{}%s}"
                        .formatted(type, taskId, more);
        ProcessorFixture.append(
                producer,
                null,
                group.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private List<Long> awaitStarts(String type, int count) {
        await().until(() ->
                startsByType.getOrDefault(type, new ConcurrentLinkedQueue<>()).size() >= count);
        return startsByType.getOrDefault(type, new ConcurrentLinkedQueue<>()).stream()
                .sorted()
                .toList();
    }

    /** What the owner of the group says; whoever is not its owner knows nothing of it. */
    private JsonNode why(String group, @Nullable String taskId) {
        JsonNode last = json(get(application, "/internal/state"));
        for (JsonNode partition : last.path("partitions")) {
            String path =
                    "/internal/groups/%s/why?partition=%d%s"
                            .formatted(
                                    group,
                                    partition.path("partition").asInt(),
                                    taskId == null ? "" : "&taskId=" + taskId);
            last = json(get(application, path));
            if (!last.at("/reasons/0/code").asText().equals("ENDED")) {
                return last;
            }
        }
        return last;
    }

    private List<String> codes(String group, @Nullable String taskId) {
        List<String> codes = new ArrayList<>();
        why(group, taskId)
                .path("reasons")
                .forEach(reason -> codes.add(reason.path("code").asText()));
        return codes;
    }

    private JsonNode type(String type) {
        for (JsonNode known : json(get(application, "/internal/state")).path("types")) {
            if (known.path("type").asText().equals(type)) {
                return known;
            }
        }
        return json(get(application, "/internal/state")).path("nothing");
    }

    private double metric(String name) {
        return get(application, "/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    private long facts(String group, FactStatus status) {
        return factsOf(group).stream().filter(fact -> fact.status() == status).count();
    }

    private long ended(String type, FactStatus status) {
        return allFacts().stream()
                .filter(fact -> fact.run().groupId().startsWith(type + "-"))
                .filter(fact -> fact.status() == status)
                .count();
    }

    private List<Fact> factsOf(String group) {
        return allFacts().stream().filter(fact -> fact.run().groupId().equals(group)).toList();
    }

    private List<Fact> allFacts() {
        List<Fact> facts = new ArrayList<>();
        ProcessorFixture.readAll(broker, ProcessorFixture.TOPICS.status().name())
                .forEach(record -> {
                    if (StatusCodec.decode(record.value())
                                    instanceof Decoded.Ok<StatusRecord>(StatusRecord read)
                            && read instanceof Fact fact) {
                        facts.add(fact);
                    }
                });
        return facts;
    }
}
