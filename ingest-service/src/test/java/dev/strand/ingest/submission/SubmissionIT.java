package dev.strand.ingest.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.ingest.IngestClient;
import dev.strand.ingest.IngestFixture;
import dev.strand.schemas.topic.Headers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionIT {
    private static final String TRACEPARENT =
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final int POSTS = 1600;
    private static final int CLIENTS = 8;

    private static IngestFixture ingest;
    private static IngestClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        ingest = IngestFixture.start(directory, Map.of());
        client = ingest.client();
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void shouldAppendTheTaskWhereItsGroupBelongs() throws Exception {
        HttpResponse<String> response =
                client.post(
                        """
                        {"type":"email","taskId":"inv-1","groupId":"customer-17","payload":{"to":"ada@example.org"},"priority":7}\
                        """);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        JsonNode answer = IngestClient.json(response.body());
        assertThat(answer.path("taskId").asText()).isEqualTo("inv-1");
        assertThat(answer.path("groupId").asText()).isEqualTo("customer-17");
        assertThat(answer.path("status").asText()).isEqualTo("QUEUED");
        ConsumerRecord<byte[], byte[]> record = ingest.recordOf(answer);
        assertThat(record.key()).isEqualTo("customer-17".getBytes(UTF_8));
        assertThat(record.partition())
                .isEqualTo(
                        Utils.toPositive(Utils.murmur2("customer-17".getBytes(UTF_8)))
                                % IngestFixture.PARTITIONS);
        assertThat(IngestClient.json(new String(record.value(), UTF_8)))
                .isEqualTo(
                        IngestClient.json(
                                """
                                {"taskId":"inv-1","type":"email","priority":7,"payload":{"to":"ada@example.org"}}\
                                """));
    }

    @Test
    void shouldPointToWhereTheTaskCanBeWatched() throws Exception {
        HttpResponse<String> response = client.post("{\"type\":\"email\",\"taskId\":\"inv:2\"}");

        JsonNode answer = IngestClient.json(response.body());
        assertThat(response.headers().firstValue("location"))
                .contains(
                        "http://localhost:8081/api/tasks/inv:2?at="
                                + answer.path("partition")
                                + "-"
                                + answer.path("sequence"));
    }

    @Test
    void shouldMakeAnIdAndAGroupOfItsOwnForATaskWithoutEither() throws Exception {
        JsonNode answer = IngestClient.json(client.post("{\"type\":\"email\"}").body());

        String taskId = answer.path("taskId").asText();
        assertThat(UUID.fromString(taskId).version()).isEqualTo(7);
        assertThat(answer.path("groupId").asText()).isEqualTo(taskId);
        assertThat(ingest.recordOf(answer).key()).isEqualTo(taskId.getBytes(UTF_8));
    }

    @Test
    void shouldTakeTheIdempotencyKeyForTheTaskId() throws Exception {
        HttpResponse<String> plain =
                client.post("{\"type\":\"email\"}", "Idempotency-Key", "order-7");
        HttpResponse<String> quoted =
                client.post("{\"type\":\"email\"}", "Idempotency-Key", "\"order-8\"");
        HttpResponse<String> both =
                client.post(
                        "{\"type\":\"email\",\"taskId\":\"order-9\"}",
                        "Idempotency-Key",
                        "order-9");

        assertThat(IngestClient.json(plain.body()).path("taskId").asText()).isEqualTo("order-7");
        assertThat(IngestClient.json(quoted.body()).path("taskId").asText()).isEqualTo("order-8");
        assertThat(IngestClient.json(both.body()).path("taskId").asText()).isEqualTo("order-9");
    }

    @Test
    void shouldPassOnTheTraceContextAndIgnoreAMalformedOne() throws Exception {
        JsonNode traced =
                IngestClient.json(
                        client.post("{\"type\":\"email\"}", "traceparent", TRACEPARENT).body());
        JsonNode untraced =
                IngestClient.json(
                        client.post("{\"type\":\"email\"}", "traceparent", "00-nonsense").body());

        assertThat(ingest.recordOf(traced).headers().lastHeader(Headers.TRACEPARENT).value())
                .isEqualTo(TRACEPARENT.getBytes(UTF_8));
        assertThat(ingest.recordOf(untraced).headers().lastHeader(Headers.TRACEPARENT)).isNull();
    }

    @Test
    void shouldCallATaskOfTheFutureScheduled() throws Exception {
        Instant future = Instant.now().plusSeconds(3600);
        Instant past = Instant.now().minusSeconds(3600);

        HttpResponse<String> later =
                client.post("{\"type\":\"email\",\"notBefore\":\"" + future + "\"}");
        HttpResponse<String> now =
                client.post("{\"type\":\"email\",\"notBefore\":\"" + past + "\"}");

        assertThat(IngestClient.json(later.body()).path("status").asText()).isEqualTo("SCHEDULED");
        assertThat(IngestClient.json(now.body()).path("status").asText()).isEqualTo("QUEUED");
    }

    @Test
    void shouldTakeAPayloadOfExactlyTheLimit() throws Exception {
        String payload = "\"" + "x".repeat((1 << 20) - 2) + "\"";

        HttpResponse<String> response =
                client.post("{\"type\":\"big\",\"payload\":" + payload + "}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(ingest.recordOf(IngestClient.json(response.body())).value())
                .hasSizeGreaterThan(1 << 20);
    }

    @Test
    void shouldNumberTheTasksOfAGroupInTheOrderOfTheirAnswers() throws Exception {
        List<Posted> posted = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Posted>>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(manyPosts()));
            }
            for (Future<List<Posted>> posts : running) {
                posted.addAll(posts.get());
            }
        }

        posted.sort(Comparator.comparingLong(Posted::sequence));
        assertThat(posted).extracting(Posted::sequence).doesNotHaveDuplicates().hasSize(POSTS);
        long lastSentNanos = posted.getFirst().sentNanos();
        int overlaps = 0;
        for (Posted later : posted.subList(1, POSTS)) {
            assertThat(later.answeredNanos())
                    .as("sequence %d was answered before a smaller one was sent", later.sequence())
                    .isGreaterThan(lastSentNanos);
            overlaps += later.sentNanos() < lastSentNanos ? 1 : 0;
            lastSentNanos = Math.max(lastSentNanos, later.sentNanos());
        }
        assertThat(overlaps).as("posts that overtook others").isPositive();
        printLatency(CLIENTS, posted);
        printLatency(1, manyPosts().call());
    }

    private record Posted(long sentNanos, long answeredNanos, long sequence) {}

    private static Callable<List<Posted>> manyPosts() {
        return () -> {
            List<Posted> posted = new ArrayList<>();
            for (int i = 0; i < POSTS / CLIENTS; i++) {
                long sent = System.nanoTime();
                HttpResponse<String> response =
                        client.post("{\"type\":\"email\",\"groupId\":\"one-group\"}");
                long answered = System.nanoTime();
                assertThat(response.statusCode()).isEqualTo(202);
                posted.add(
                        new Posted(
                                sent,
                                answered,
                                IngestClient.json(response.body()).path("sequence").asLong()));
            }
            return posted;
        };
    }

    private static void printLatency(int clients, List<Posted> posted) {
        List<Long> micros =
                posted.stream()
                        .map(one -> (one.answeredNanos() - one.sentNanos()) / 1000)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        System.out.printf(
                "POST latency with %d clients: p50 %d us, p95 %d us, max %d us%n",
                clients,
                micros.get(micros.size() / 2),
                micros.get(micros.size() * 95 / 100),
                micros.getLast());
    }
}
