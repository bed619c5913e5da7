package dev.strand.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LifecycleIT {
    private static IngestFixture ingest;

    @BeforeAll
    static void start(@TempDir Path directory) {
        ingest = IngestFixture.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void shouldRunBesideAnotherInOneJvm() throws Exception {
        try (IngestClient other =
                new IngestClient(another(Map.of("strand.status-url", "https://status.example/")))) {
            assertThat(
                            other.post("{\"type\":\"a\",\"taskId\":\"other\"}")
                                    .headers()
                                    .firstValue("location"))
                    .hasValueSatisfying(location ->
                            assertThat(location).startsWith("https://status.example/api/"));
            assertThat(
                            ingest.client()
                                    .post("{\"type\":\"a\",\"taskId\":\"one\"}")
                                    .headers()
                                    .firstValue("location"))
                    .hasValueSatisfying(location ->
                            assertThat(location).startsWith("http://localhost:8081/api/"));
        }
        assertThat(ingest.client().post("{\"type\":\"a\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldAnswerWhatIsInFlightBeforeItStops() throws Exception {
        // Given a request of which half has arrived
        String body = "{\"type\":\"a\",\"taskId\":\"in-flight\"}";
        IngestApplication application = another(Map.of());
        Thread closing = Thread.ofVirtual().unstarted(application::close);
        try (RawConnection connection = RawConnection.to(application)) {
            connection.writePost(
                    "/api/tasks",
                    "Content-Type: application/json",
                    "Content-Length: " + body.length(),
                    "Expect: 100-continue");
            assertThat(connection.readLine()).startsWith("HTTP/1.1 100");

            // When the service is closed, and takes nobody new
            closing.start();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> RawConnection.to(application).close())
                                    .hasMessageContaining("refused"));
            connection.write(body);

            // Then the request is answered all the same
            assertThat(connection.readLineWith("HTTP/1.1")).contains("202");
            assertThat(connection.readLineWith("taskId")).contains("in-flight", "QUEUED");
        }
        closing.join();
    }

    @Test
    void shouldLeaveNothingRunningWhereThePortIsTaken() {
        int port = ingest.client().application().port();

        assertThatThrownBy(() -> another(Map.of("strand.ingest.port", port)).close())
                .hasMessageContaining(Integer.toString(port));
    }

    private static IngestApplication another(Map<String, Object> settings) {
        return IngestApplication.start(
                IngestFixture.on(ingest.broker().bootstrapServers(), settings));
    }
}
