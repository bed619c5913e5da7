package dev.strand.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.BrokerSettings;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDownIT {
    private static final Map<String, Object> IMPATIENT =
            Map.of("strand.ingest.ack-timeout", "PT2S");

    @Test
    void shouldSayWhatIsKnownWhenKafkaDoesNotAcknowledgeAndGoOnWhenItIsBack(@TempDir Path directory)
            throws Exception {
        try (IngestFixture ingest = IngestFixture.start(directory, IMPATIENT)) {
            IngestClient client = ingest.client();
            assertThat(client.post("{\"type\":\"a\"}").statusCode()).isEqualTo(202);
            assertThat(client.send(client.to("/health/readiness")).statusCode()).isEqualTo(200);
            ingest.broker().close();

            HttpResponse<String> response =
                    client.post("{\"type\":\"a\",\"taskId\":\"doubtful\",\"groupId\":\"g\"}");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            assertThat(response.headers().firstValue("retry-after")).isPresent();
            JsonNode problem = IngestClient.json(response.body());
            assertThat(problem.path("mayHaveBeenAccepted").isBoolean()).isTrue();
            assertThat(problem.path("taskId").asText()).isEqualTo("doubtful");
            assertThat(problem.path("detail").asText())
                    .contains("repeating it with the same task id is safe");
            assertThat(client.send(client.to("/health/readiness")).statusCode()).isEqualTo(503);
            assertThat(client.send(client.to("/health/liveness")).statusCode()).isEqualTo(200);

            try (EmbeddedBroker again =
                    EmbeddedBroker.start(
                            BrokerSettings.in(directory).withPort(ingest.broker().port()))) {
                assertThat(again.port()).isEqualTo(ingest.broker().port());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(
                                                client.post(
                                                                "{\"type\":\"a\",\"taskId\":\"doubtful\"}")
                                                        .statusCode())
                                        .isEqualTo(202));
                assertThat(client.send(client.to("/health/readiness")).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldStartWithoutABrokerAndSayThatNothingWasAccepted() throws Exception {
        try (IngestClient client =
                new IngestClient(
                        IngestApplication.start(IngestFixture.on("localhost:1", IMPATIENT)))) {
            HttpResponse<String> response = client.post("{\"type\":\"a\"}");

            assertThat(response.statusCode()).isEqualTo(503);
            JsonNode problem = IngestClient.json(response.body());
            assertThat(problem.path("mayHaveBeenAccepted").asBoolean(true)).isFalse();
            assertThat(problem.path("taskId").asText()).isNotEmpty();
            assertThat(problem.path("detail").asText()).contains("was not accepted");
        }
    }

    @Test
    void shouldSayThatTheTopicIsMissing(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                IngestClient client =
                        new IngestClient(
                                IngestApplication.start(
                                        IngestFixture.on(broker.bootstrapServers(), IMPATIENT)))) {
            HttpResponse<String> readiness = client.get("/health/readiness");

            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("the topic does not exist");
            assertThat(client.post("{\"type\":\"a\"}").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldSayThatATaskMayHaveBeenAcceptedWhenTheAcknowledgementIsLost(@TempDir Path directory)
            throws Exception {
        try (LossyProxy proxy = LossyProxy.start();
                EmbeddedBroker broker =
                        EmbeddedBroker.start(
                                BrokerSettings.in(directory)
                                        .with(
                                                "advertised.listeners",
                                                "PLAINTEXT://localhost:" + proxy.port()))) {
            // Given a service whose requests reach the broker
            proxy.forwardTo(broker.port());
            broker.createTopics(Topics.withPrefix(Topics.DEFAULT_PREFIX), 1);
            try (IngestClient client =
                    new IngestClient(
                            IngestApplication.start(
                                    IngestFixture.on(broker.bootstrapServers(), IMPATIENT)))) {
                assertThat(client.post("{\"type\":\"a\",\"taskId\":\"first\"}").statusCode())
                        .isEqualTo(202);

                // When the answers no longer come back
                proxy.loseAnswers(true);
                HttpResponse<String> response =
                        client.post("{\"type\":\"a\",\"taskId\":\"doubtful\"}");
                proxy.loseAnswers(false);

                // Then the task is in the log, and the client is told that it may be
                assertThat(response.statusCode()).isEqualTo(503);
                JsonNode problem = IngestClient.json(response.body());
                assertThat(problem.path("mayHaveBeenAccepted").asBoolean()).isTrue();
                assertThat(problem.path("taskId").asText()).isEqualTo("doubtful");
                assertThat(problem.path("detail").asText())
                        .contains("may nevertheless have been accepted");
                assertThat(
                                new TopicReader(broker.bootstrapServers())
                                        .readAll(IngestFixture.TASKS, Duration.ofSeconds(60)))
                        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .startsWith("first", "doubtful");
            }
        }
    }
}
