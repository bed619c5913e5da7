package dev.strand.processor;

import static dev.strand.processor.ProcessorFixture.await;
import static dev.strand.processor.ProcessorFixture.get;
import static dev.strand.processor.ProcessorFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskHandler;
import dev.strand.testing.broker.BrokerSettings;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProcessorApplicationIT {
    @TempDir private Path directory;

    @Test
    void shouldTellTheTruthAboutItselfFromStartToEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        TaskHandler<JsonNode, String> held =
                (payload, context) -> {
                    inside.countDown();
                    mayReturn.await();
                    return "done";
                };
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication application =
                        ProcessorApplication.start(
                                ProcessorFixture.on(
                                        broker.bootstrapServers(), directory.resolve("state")),
                                discovery -> discovery.register("held", JsonNode.class, held))) {
            // When it has its partitions, it is ready and says with how many
            await().until(() -> get(application, "/health/readiness").statusCode() == 200);
            JsonNode partitions =
                    json(get(application, "/health/readiness")).at("/details/partitions/details");
            assertThat(partitions.path("assigned").asInt()).isEqualTo(4);
            assertThat(partitions.path("acting").asInt()).isEqualTo(4);
            assertThat(partitions.path("streams").asText()).isEqualTo("RUNNING");
            assertThat(get(application, "/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(application, "/health").statusCode()).isEqualTo(200);
            // And it serves nothing else
            assertThat(get(application, "/").statusCode()).isEqualTo(404);
            assertThat(get(application, "/env").statusCode()).isEqualTo(404);
            // And while a handler runs, its metrics show it
            try (KafkaProducer<byte[], byte[]> producer =
                    ProcessorFixture.producer(broker.bootstrapServers())) {
                ProcessorFixture.append(
                        producer, null, bytes("g"), bytes("{\"type\":\"held\",\"payload\":{}}"));
            }
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(metric(application, "strand_handlers_running")).isEqualTo(1);
            assertThat(metric(application, "strand_permits_used")).isEqualTo(1);
            assertThat(metric(application, "strand_permits_limit")).isEqualTo(1_000);
            assertThat(metric(application, "strand_permits_waiting")).isZero();
            assertThat(metric(application, "strand_partitions_acting")).isEqualTo(4);
            assertThat(metric(application, "strand_partitions_assigned")).isEqualTo(4);
            assertThat(metric(application, "strand_tasks_misplaced_total")).isZero();
            assertThat(metric(application, "strand_facts_unreadable_total")).isZero();
            assertThat(metric(application, "strand_attempts_total{outcome=\"succeeded\"}"))
                    .isZero();
            // And it says what runs, and why the rest waits
            shouldExplainItself(application);
            mayReturn.countDown();
            await().until(() ->
                    metric(application, "strand_attempts_total{outcome=\"succeeded\"}") == 1);
            // And without a broker it is not ready, but alive
            stop(broker::close);
            await().until(() -> get(application, "/health/readiness").statusCode() == 503);
            assertThat(get(application, "/health/liveness").statusCode()).isEqualTo(200);
        } finally {
            mayReturn.countDown();
        }
    }

    private static void shouldExplainItself(ProcessorApplication application) {
        JsonNode state = json(get(application, "/internal/state"));
        assertThat(state.path("instance").asText()).isNotEmpty();
        assertThat(state.path("version").asText()).isNotEmpty();
        assertThat(Instant.parse(state.path("startedAt").asText()))
                .isBefore(Instant.parse(state.path("at").asText()));
        assertThat(state.at("/permits/limit").asInt()).isEqualTo(1_000);
        assertThat(state.at("/permits/inUse").asInt()).isEqualTo(1);
        assertThat(state.path("types"))
                .filteredOn(type -> type.path("type").asText().equals("held"))
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.path("hasHandler").asBoolean()).isTrue();
                    assertThat(type.at("/permits/inUse").asInt()).isEqualTo(1);
                    assertThat(type.path("waiting").asInt()).isZero();
                });
        assertThat(state.path("partitions"))
                .hasSize(4)
                .allSatisfy(partition -> {
                    assertThat(partition.path("state").asText()).isEqualTo("ACTING");
                    assertThat(partition.path("epoch").asLong()).isPositive();
                });
        int running = 0;
        for (JsonNode partition : state.path("partitions")) {
            String path = "/internal/groups/g/why?partition=" + partition.path("partition").asInt();
            JsonNode why = json(get(application, path));
            assertThat(why.path("groupId").asText()).isEqualTo("g");
            JsonNode reason = why.at("/reasons/0");
            boolean isThere = partition.path("running").asInt() == 1;
            running += isThere ? 1 : 0;
            assertThat(reason.path("code").asText()).isEqualTo(isThere ? "RUNNING" : "ENDED");
            assertThat(reason.path("sentence").asText()).endsWith(".");
        }
        assertThat(running).isEqualTo(1);
        HttpResponse<String> foreign = get(application, "/internal/groups/g/why?partition=99");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(foreign).path("detail").asText()).contains("partition 99");
        assertThat(get(application, "/internal/groups/g/why").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldWaitForABrokerThatComesLater() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ProcessorApplication application =
                ProcessorApplication.start(
                        ProcessorFixture.on("localhost:" + port, directory.resolve("state")))) {
            assertThat(application.processor()).isEmpty();
            assertThat(get(application, "/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(application, "/internal/state").statusCode()).isEqualTo(503);
            assertThat(get(application, "/health/readiness").body())
                    .contains("WAITING_FOR_KAFKA", "strand.kafka.bootstrap-servers");
            assertThat(get(application, "/health/liveness").statusCode()).isEqualTo(200);
            try (EmbeddedBroker broker =
                    EmbeddedBroker.start(
                            BrokerSettings.in(directory.resolve("kafka")).withPort(port))) {
                await().until(() -> get(application, "/health/readiness").statusCode() == 200);
                assertThat(broker.port()).isEqualTo(port);
                stop(application::close);
            }
        }
    }

    @Test
    void shouldRunBesideAnotherOneInTheSameJvm() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication one = second(broker, "one");
                ProcessorApplication two = second(broker, "two")) {
            assertThat(one.port()).isNotEqualTo(two.port());
            await().until(() ->
                    get(one, "/health/readiness").statusCode() == 200
                            && get(two, "/health/readiness").statusCode() == 200
                            && assigned(one) == 2
                            && assigned(two) == 2);
            assertThat(metric(one, "strand_partitions_assigned")).isEqualTo(2);
        }
    }

    private ProcessorApplication second(EmbeddedBroker broker, String name) {
        Map<String, Object> settings =
                ProcessorFixture.on(broker.bootstrapServers(), directory.resolve(name));
        settings.put("strand.processor.instance", name);
        return ProcessorApplication.start(settings);
    }

    private static int assigned(ProcessorApplication application) {
        return application.processor().map(StrandProcessor::assignedPartitions).orElse(0);
    }

    @Test
    void shouldLeaveNothingBehindWhereTheTopicsDoNotFit() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
            broker.createTopics(3, "strand.tasks");
            broker.createTopics(4, "strand.status");
            Map<String, Object> settings =
                    ProcessorFixture.on(broker.bootstrapServers(), directory.resolve("state"));
            assertThatThrownBy(() -> ProcessorApplication.start(settings))
                    .hasMessageContaining("strand.tasks")
                    .hasMessageContaining("3 and 4");
            await().untilAsserted(() ->
                    assertThat(Thread.getAllStackTraces().keySet())
                            .noneMatch(thread -> thread.getName().startsWith("strand-")));
        }
    }

    private static double metric(ProcessorApplication application, String name) {
        return get(application, "/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    /** Ends before its block does. */
    private static void stop(Runnable close) {
        close.run();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
