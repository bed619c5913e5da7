package dev.strand.processor;

import static dev.strand.processor.ProcessorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.handler.TaskHandler;
import dev.strand.processor.execution.Delegation;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.AcceptedFact;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processors with authentication, of which one alone has the handler. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DelegationIT {
    private static final String KEY = "strand_among_processors";
    private static final String OTHER_KEY = "strand_of_another_team";
    private static final int GROUPS = 40;

    @TempDir private Path directory;

    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
    }

    @AfterEach
    void stop() {
        mayReturn.countDown();
        broker.close();
    }

    @Test
    void shouldRunEverythingOnTheOneThatHasTheHandlerAndProvesWhoItIs() throws Exception {
        mayReturn.countDown();
        try (ProcessorApplication owner = processor("owner", KEY);
                ProcessorApplication worker = processorWithHandler("worker", KEY)) {
            awaitBothActing(owner, worker);
            submit(IntStream.range(0, 10 * GROUPS).mapToObj(i -> "g-" + i % GROUPS).toList());
            await().until(() -> outcomes().size() == 10 * GROUPS);

            List<AcceptedFact> outcomes = outcomes();
            assertThat(outcomes)
                    .allSatisfy(each -> {
                        assertThat(each.fact().status()).isEqualTo(FactStatus.COMPLETED);
                        assertThat(each.fact().details().worker()).isEqualTo("worker");
                    });
            Set<Integer> partitions = new HashSet<>();
            outcomes.forEach(each -> partitions.add(each.partition()));
            assertThat(partitions).as("partitions of both processors").hasSize(4);
            assertThat(delegation(owner).everLost()).isZero();
            // And who cannot prove that it is a processor has no say
            assertThat(reportWith(owner, OTHER_KEY)).isEqualTo(401);
        }
    }

    @Test
    void shouldLetWhatRunsForOthersEndWhenItIsShutDown() throws Exception {
        try (ProcessorApplication owner = processor("owner", KEY);
                ProcessorApplication worker = processorWithHandler("worker", KEY)) {
            awaitGiven(owner, worker);
            Thread closing = Thread.ofVirtual().start(worker::close);
            await().until(() -> isDraining(worker));
            mayReturn.countDown();
            closing.join();

            await().until(() -> outcomes().size() == GROUPS);
            assertThat(completedAtTheFirstAttempt()).isEqualTo(GROUPS);
            assertThat(delegation(owner).everLost()).isZero();
        }
    }

    @Test
    void shouldLetWhatOthersRunEndWhenTheOwnerIsShutDown() throws Exception {
        try (ProcessorApplication owner = processor("owner", KEY);
                ProcessorApplication worker = processorWithHandler("worker", KEY)) {
            awaitGiven(owner, worker);
            Thread closing = Thread.ofVirtual().start(owner::close);
            await().until(() -> isDraining(owner));
            mayReturn.countDown();
            closing.join();

            await().until(() -> outcomes().size() == GROUPS);
            assertThat(completedAtTheFirstAttempt()).isEqualTo(GROUPS);
        }
    }

    @Test
    void shouldWaitWhereTheOthersCannotProveWhoTheyAre() throws Exception {
        mayReturn.countDown();
        try (ProcessorApplication owner = processor("owner", KEY);
                ProcessorApplication worker = processorWithHandler("worker", OTHER_KEY)) {
            awaitBothActing(owner, worker);
            submit(IntStream.range(0, GROUPS).mapToObj(i -> "g-" + i).toList());

            await().until(() -> waiting(owner) + outcomes().size() == GROUPS);
            assertThat(waiting(owner)).isPositive();
            assertThat(delegation(owner).given()).isZero();
        }
    }

    private ProcessorApplication processor(String name, String key) throws Exception {
        return ProcessorApplication.start(settings(name, key));
    }

    private ProcessorApplication processorWithHandler(String name, String key) throws Exception {
        TaskHandler<JsonNode, String> handler =
                (_, _) -> {
                    inside.incrementAndGet();
                    mayReturn.await();
                    return "done";
                };
        return ProcessorApplication.start(
                settings(name, key),
                discovery -> discovery.register("rare", JsonNode.class, handler));
    }

    private Map<String, Object> settings(String name, String key) throws Exception {
        Map<String, Object> settings =
                ProcessorFixture.on(broker.bootstrapServers(), directory.resolve(name));
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        settings.put("strand.processor.instance", name);
        settings.put("strand.access.peer-key", key);
        settings.put("strand.access.keys", "peers:operator:" + HexFormat.of().formatHex(hash));
        return settings;
    }

    private static void awaitBothActing(ProcessorApplication one, ProcessorApplication other) {
        await().until(() ->
                acting(one) > 0 && acting(other) > 0 && acting(one) + acting(other) == 4);
    }

    private static int acting(ProcessorApplication application) {
        return application.processor().map(StrandProcessor::actingPartitions).orElse(0);
    }

    private static Delegation delegation(ProcessorApplication application) {
        return application.processor().orElseThrow().insight().delegation();
    }

    private static int waiting(ProcessorApplication application) {
        return delegation(application).waiting();
    }

    /** Has a task of every group inside its handler, some of them for the owner. */
    private void awaitGiven(ProcessorApplication owner, ProcessorApplication worker)
            throws Exception {
        awaitBothActing(owner, worker);
        submit(IntStream.range(0, GROUPS).mapToObj(i -> "g-" + i).toList());
        await().until(() -> inside.get() == GROUPS);
        assertThat(delegation(owner).given()).as("tasks that run for the owner").isPositive();
    }

    private static boolean isDraining(ProcessorApplication application) {
        return ProcessorFixture.get(application, "/health/readiness").statusCode() == 503;
    }

    private void submit(List<String> groups) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                ProcessorFixture.producer(broker.bootstrapServers())) {
            for (String group : groups) {
                var _ =
                        ProcessorFixture.append(
                                producer,
                                null,
                                group.getBytes(StandardCharsets.UTF_8),
                                "{\"type\":\"rare\",\"payload\":{}}"
                                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private List<AcceptedFact> outcomes() {
        History history = StrandLogs.read(broker.bootstrapServers());
        return history.runs().stream()
                .map(AcceptedRun::key)
                .flatMap(key -> history.outcomes(key).stream())
                .toList();
    }

    private long completedAtTheFirstAttempt() {
        return outcomes().stream()
                .map(AcceptedFact::fact)
                .filter(fact -> fact.status() == FactStatus.COMPLETED && attempt(fact) == 1)
                .count();
    }

    private static int attempt(Fact fact) {
        return fact.token().attempt();
    }

    private static int reportWith(ProcessorApplication application, String key) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        application.url()
                                                + "/internal/delegation/v1/reports?hold=0"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
