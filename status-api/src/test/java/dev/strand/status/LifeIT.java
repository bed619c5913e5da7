package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts, restarts and missing topics. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LifeIT {
    @TempDir private Path directory;

    @Test
    void shouldWaitForTopicsThatAreNotThereYetAndSayThatItIsNotReady() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                StatusUnderTest status = new StatusUnderTest(broker, directory.resolve("state"))) {
            HttpResponse<String> readiness = status.get("/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(status.get("/health/liveness").statusCode()).isEqualTo(200);
            HttpResponse<String> early = status.get("/api/tasks/some");
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.headers().firstValue("Retry-After")).isPresent();

            broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
            status.awaitReady();
            assertThat(status.get("/api/tasks/some").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldKnowEverythingAgainAfterARestart() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
            try (StatusUnderTest status = new StatusUnderTest(broker, directory.resolve("state"))) {
                status.awaitReady();
                RecordMetadata done = status.submit("kept", "done", "email");
                RecordMetadata left = status.submit("kept", "left", "email");
                status.happened(done, "kept", "done", 1, FactStatus.COMPLETED);
                assertThat(status.get(at(left, "left")).statusCode()).isEqualTo(200);
                assertThat(status.getJson("/api/tasks/done?wait=PT10S").get("status").asText())
                        .isEqualTo("COMPLETED");

                status.restart();
                status.awaitReady();

                HttpResponse<String> again = status.get(at(left, "left"));
                assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
                assertThat(status.getJson("/api/tasks/done").get("status").asText())
                        .isEqualTo("COMPLETED");
                JsonNode group = status.getJson("/api/groups/kept");
                assertThat(group.get("depth").asInt()).isEqualTo(1);
                assertThat(group.get("head").get("taskId").asText()).isEqualTo("left");
            }
        }
    }

    @Test
    void shouldBuildItsTablesAnewWhenItsDirectoryIsLost() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
            RecordMetadata at;
            try (StatusUnderTest first = new StatusUnderTest(broker, directory.resolve("one"))) {
                first.awaitReady();
                at = first.submit("lost", "task", "email");
                first.happened(at, "lost", "task", 1, FactStatus.FAILED);
                first.getJson(at(at, "task") + "&wait=PT10S");
            }
            try (StatusUnderTest second = new StatusUnderTest(broker, directory.resolve("two"))) {
                second.awaitReady();
                assertThat(second.getJson(at(at, "task")).get("status").asText())
                        .isEqualTo("FAILED");
            }
        }
    }
}
