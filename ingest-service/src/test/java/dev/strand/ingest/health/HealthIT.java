package dev.strand.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.ingest.IngestClient;
import dev.strand.ingest.IngestFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthIT {
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
    void shouldBeReadyWithThePartitionsOfTheTasksTopic() throws Exception {
        HttpResponse<String> response = client.get("/health/readiness");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode details = IngestClient.json(response.body()).at("/details/tasksTopic/details");
        assertThat(details.path("topic").asText()).isEqualTo(IngestFixture.TASKS);
        assertThat(details.path("partitions").asInt()).isEqualTo(IngestFixture.PARTITIONS);
        assertThat(details.path("partitionsWithoutLeader").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness"})
    void shouldBeUp(String path) throws Exception {
        HttpResponse<String> response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(IngestClient.json(response.body()).path("status").asText()).isEqualTo("UP");
    }

    @Test
    void shouldCountSubmissionsByOutcome() throws Exception {
        client.post("{\"type\":\"a\"}");
        client.post("{");

        String metrics = client.get("/prometheus").body();

        assertThat(metrics)
                .containsPattern(
                        "strand_ingest_submissions_seconds_count\\{outcome=\"accepted\"[^}]*} 1")
                .containsPattern(
                        "strand_ingest_submissions_seconds_count\\{outcome=\"400\"[^}]*} 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/beans", "/env", "/loggers", "/routes", "/stop", "/metrics", "/threaddump"})
    void shouldShowNothingElseOfItself(String path) throws Exception {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
    }
}
