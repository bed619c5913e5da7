package dev.strand.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.ingest.IngestClient;
import dev.strand.ingest.IngestFixture;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchIT {
    private static final String JSON = "application/json";
    private static final int LINES = 20_000;
    private static final int GROUPS = 500;

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
    void shouldAcceptALongStreamInOrder() throws Exception {
        String lines =
                IntStream.range(0, LINES)
                        .mapToObj(i ->
                                "{\"type\":\"email\",\"taskId\":\"t"
                                        + i
                                        + "\",\"groupId\":\"g"
                                        + i % GROUPS
                                        + "\",\"payload\":\""
                                        + "x".repeat(200)
                                        + "\"}\n")
                        .collect(Collectors.joining());
        long start = System.nanoTime();

        HttpResponse<String> response = client.postBatch(BatchController.NDJSON, lines);

        System.out.printf(
                "NDJSON: %d tasks in %d ms%n", LINES, (System.nanoTime() - start) / 1_000_000);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(BatchController.NDJSON);
        List<JsonNode> answers = response.body().lines().map(IngestClient::json).toList();
        assertThat(answers).hasSize(LINES);
        Map<String, Long> lastOfGroup = new HashMap<>();
        for (int i = 0; i < LINES; i++) {
            JsonNode answer = answers.get(i);
            assertThat(answer.path("taskId").asText()).isEqualTo("t" + i);
            long sequence = answer.path("sequence").asLong(-1);
            Long before = lastOfGroup.put(answer.path("groupId").asText(), sequence);
            assertThat(sequence).isGreaterThan(before == null ? -1 : before);
        }
        assertThat(taskIdsIn("g3"))
                .containsExactlyElementsOf(
                        IntStream.range(0, LINES)
                                .filter(i -> i % GROUPS == 3)
                                .mapToObj(i -> "t" + i)
                                .toList());
    }

    @Test
    void shouldNotLetABadLineHarmTheOthers() throws Exception {
        String tooLarge = "{\"type\":\"a\",\"payload\":\"" + "x".repeat(2 << 20) + "\"}";
        String lines =
                String.join(
                        "\n",
                        "{\"type\":\"a\",\"taskId\":\"first\"}",
                        "{\"type\":",
                        "",
                        "{\"type\":\"a\",\"priority\":99}",
                        tooLarge,
                        "{\"type\":\"a\",\"taskId\":\"last\"}");

        HttpResponse<String> response = client.postBatch(BatchController.NDJSON, lines);

        List<JsonNode> answers = response.body().lines().map(IngestClient::json).toList();
        assertThat(answers)
                .extracting(answer -> answer.path("status").asText())
                .containsExactly("QUEUED", "400", "422", "413", "QUEUED");
        assertThat(answers.get(2).path("instance").asText()).isEqualTo("/api/tasks/batch#2");
        assertThat(answers.get(4).path("taskId").asText()).isEqualTo("last");
    }

    @Test
    void shouldAnswerAnArrayWithAnArray() throws Exception {
        HttpResponse<String> response =
                client.postBatch(
                        JSON,
                        """
                        [ {"type":"a","taskId":"a1","groupId":"[g]","payload":{"text":"]}\\"{["}},
                          {"type":"a","taskId":"no spaces"},
                          7,
                          {"type":"a","taskId":"a2","groupId":"[g]"} ]
                        """);

        assertThat(response.headers().firstValue("content-type")).contains(JSON);
        JsonNode answers = IngestClient.json(response.body());
        assertThat(answers).hasSize(4);
        assertThat(answers.findValuesAsText("status"))
                .containsExactly("QUEUED", "422", "422", "QUEUED");
        assertThat(taskIdsIn("[g]")).containsExactly("a1", "a2");
        assertThat(new String(ingest.recordOf(answers.get(0)).value(), UTF_8))
                .contains("\"payload\":{\"text\":\"]}\\\"{[\"}");
    }

    @Test
    void shouldAnswerEmptyBatches() throws Exception {
        assertThat(client.postBatch(JSON, " [ ] ").body()).isEqualTo("[]");
        assertThat(client.postBatch(BatchController.NDJSON, "\n\n").body()).isEmpty();
    }

    @Test
    void shouldEndAnArrayAtItsFirstSyntaxErrorAndSayWhatWasAccepted() throws Exception {
        HttpResponse<String> response =
                client.postBatch(
                        JSON,
                        "[{\"type\":\"a\",\"taskId\":\"b1\"},{\"type\":\"a\",\"taskId\":\"b2\"},{\"type\":},{\"type\":\"a\"}]");

        JsonNode answers = IngestClient.json(response.body());
        assertThat(answers).hasSize(3);
        assertThat(answers.findValuesAsText("status")).containsExactly("QUEUED", "QUEUED", "400");
        assertThat(answers.get(2).path("detail").asText())
                .contains("items 0 to 1 are answered before this");
    }

    @Test
    void shouldSayThatABodyIsNoArray() throws Exception {
        for (String body : new String[] {"{\"type\":\"a\"}", "no JSON", "", " 7 "}) {
            HttpResponse<String> response = client.postBatch(JSON, body);

            shouldBeProblem(response, "the body must begin with [, got: ");
        }
    }

    @Test
    void shouldSayThatAnArrayIsNoLines() throws Exception {
        HttpResponse<String> response =
                client.postBatch(BatchController.NDJSON, "[\n {\"type\":\"a\"}\n]\n");

        shouldBeProblem(response, "send it as application/json");
    }

    private static void shouldBeProblem(HttpResponse<String> response, String detail) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(IngestClient.json(response.body()).path("detail").asText()).contains(detail);
    }

    @Test
    void shouldReadWhatIsCompressed() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(body)) {
            gzip.write(
                    """
                    {"type":"a"}
                    {"type":"b"}
                    """
                            .getBytes(UTF_8));
        }

        HttpResponse<String> response =
                client.send(
                        client.to("/api/tasks/batch")
                                .header("Content-Type", BatchController.NDJSON)
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(body.toByteArray())));

        assertThat(response.body().lines())
                .hasSize(2)
                .allMatch(answer -> answer.contains("QUEUED"));
    }

    private static List<String> taskIdsIn(String groupId) {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : ingest.tasks()) {
            if (new String(record.key(), UTF_8).equals(groupId)) {
                ids.add(
                        IngestClient.json(new String(record.value(), UTF_8))
                                .path("taskId")
                                .asText());
            }
        }
        return ids;
    }
}
