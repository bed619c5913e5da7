package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What viewers don't see, they don't see in any frame of any stream either. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class MaskedFramesIT {
    private static final String SECRET = "it broke";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status =
                new StatusUnderTest(
                        broker,
                        directory.resolve("state"),
                        Map.of(
                                "strand.access.keys",
                                TestKeys.setting(),
                                "strand.status.mask.types",
                                "email"));
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
        status.close();
        broker.close();
    }

    private static String failingTask() {
        String id = "masked-" + UUID.randomUUID();
        RecordMetadata at = status.submit(id, id, "email");
        status.as(TestKeys.VIEWER, "GET", at(at, id), null);
        status.happened(at, id, id, 1, FactStatus.RETRYING);
        return id;
    }

    @Test
    void shouldMaskEventsForViewersAndNotForOperators() throws Exception {
        String url = status.url() + "/api/events";
        try (EventClient viewer = new EventClient(url, null, TestKeys.VIEWER);
                EventClient operator = new EventClient(url, null, TestKeys.OPERATOR)) {
            viewer.await(frame -> frame.id() != null);
            operator.await(frame -> frame.id() != null);
            String id = failingTask();
            EventClient.Frame shown =
                    operator.await(frame -> frame.statesOf(id).contains("RETRYING"));
            EventClient.Frame masked =
                    viewer.await(frame -> frame.statesOf(id).contains("RETRYING"));

            assertThat(shown.data()).contains(SECRET);
            assertThat(masked.data()).contains("(masked)");
            assertThat(masked.id()).isNotNull();
            assertThat(viewer.seen)
                    .allSatisfy(frame -> assertThat(frame.data()).doesNotContain(SECRET));
        }
    }

    @Test
    void shouldMaskWhatAResumedStreamMissed() throws Exception {
        String url = status.url() + "/api/events";
        String id;
        try (EventClient viewer = new EventClient(url, null, TestKeys.VIEWER)) {
            id = viewer.await(frame -> frame.id() != null).id();
        }
        String task = failingTask();
        try (EventClient viewer = new EventClient(url, id, TestKeys.VIEWER)) {
            viewer.await(frame -> frame.statesOf(task).contains("RETRYING"));
            assertThat(viewer.seen)
                    .allSatisfy(frame -> assertThat(frame.data()).doesNotContain(SECRET));
        }
    }

    @Test
    void shouldMaskFramesOfAWebSocketForViewersAndNotForOperators() throws Exception {
        Frames viewer = new Frames();
        Frames operator = new Frames();
        WebSocket viewing = open(TestKeys.VIEWER, viewer);
        WebSocket operating = open(TestKeys.OPERATOR, operator);
        viewer.await("\"event\"");
        operator.await("\"event\"");
        String id = failingTask();

        assertThat(operator.await(id + "\"", "RETRYING")).contains(SECRET);
        assertThat(viewer.await(id + "\"", "RETRYING")).contains("(masked)").doesNotContain(SECRET);
        viewing.abort();
        operating.abort();
    }

    @Test
    void shouldLetNobodyUnknownOpenAWebSocket() {
        assertThatThrownBy(() -> open("strand_nobody", new Frames()))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void shouldEndAWebSocketThatSaysTooMuchAndGoOn() throws Exception {
        Frames frames = new Frames();
        WebSocket socket = open(TestKeys.VIEWER, frames);
        frames.await("\"event\"");
        socket.sendText("x".repeat(10 << 20), true)
                .handle((sent, failure) -> true)
                .get(30, TimeUnit.SECONDS);
        frames.await("ended");
        socket.abort();
        assertThat(status.as(TestKeys.VIEWER, "GET", "/api/tasks", null).statusCode())
                .isEqualTo(200);
    }

    private static WebSocket open(String key, Frames frames) {
        return HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .buildAsync(URI.create(status.url().replace("http:", "ws:") + "/ws/events"), frames)
                .join();
    }

    /** The frames of one client. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                frames.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            frames.add("ended: " + code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            frames.add("ended: " + failure);
        }

        /** The next frame that contains all of these. */
        String await(String... parts) throws InterruptedException {
            while (true) {
                String frame = frames.poll(30, TimeUnit.SECONDS);
                assertThat(frame).as("a frame with " + String.join(", ", parts)).isNotNull();
                boolean isWanted = true;
                for (String part : parts) {
                    isWanted &= frame.contains(part);
                }
                if (isWanted) {
                    return frame;
                }
            }
        }
    }
}
