package dev.strand.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private FakeService service;
    private StrandClient client;

    private final EventListener listener =
            new EventListener() {
                @Override
                public void changed(List<Task> tasks) {
                    tasks.forEach(task -> told.add(task.taskId()));
                }

                @Override
                public void missed(String reason) {
                    told.add("missed: " + reason);
                }
            };

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        client = service.client();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    private static String frame(String id, String taskId) {
        return "id: "
                + id
                + "\nevent: tasks\ndata: {\"tasks\":[{\"taskId\":\""
                + taskId
                + "\",\"groupId\":\"g\",\"type\":\"mail\",\"status\":\"QUEUED\",\"run\":1,"
                + "\"attempt\":0,\"maxAttempts\":5,\"partition\":3,\"sequence\":7,"
                + "\"submittedAt\":\"2026-12-01T08:00:00Z\","
                + "\"updatedAt\":\"2026-12-01T08:00:00Z\"}]}\n\n";
    }

    private String next() throws InterruptedException {
        return told.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldGoOnWhereItWasAfterAConnectionHasBroken() throws Exception {
        service.thenFrames(":\n\n" + frame("p-1", "a") + "event: groups\ndata: {}\n\n")
                .thenText(503, "down")
                .thenFrames(
                        "event: reset\ndata: {\"reason\":\"too long ago\"}\n\n"
                                + frame("p-2", "b"));

        try (EventStream _ = client.events(new EventFilter("g", null, "mail"), listener)) {
            assertThat(next()).isEqualTo("a");
            assertThat(next()).isEqualTo("missed: too long ago");
            assertThat(next()).isEqualTo("b");
        }

        assertThat(service.asked(0).target()).isEqualTo("/api/events?group=g&type=mail");
        assertThat(service.asked(0).lastEventId()).isNull();
        assertThat(service.asked(2).lastEventId()).isEqualTo("p-1");
    }

    @Test
    void shouldFailWhereTheFirstConnectionIsRefused() {
        service.then(401, "{\"type\":\"x\",\"title\":\"Unauthorized\",\"status\":401}");

        assertThatThrownBy(() -> client.events(EventFilter.ALL, listener))
                .isInstanceOf(StrandException.class)
                .hasMessageStartingWith("401");
    }
}
