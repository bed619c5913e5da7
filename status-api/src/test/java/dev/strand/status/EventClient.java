package dev.strand.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events that keeps all frames. */
final class EventClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final InputStream body;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    final List<Frame> seen = new ArrayList<>();

    /** One event, or a comment, where name is null. */
    record Frame(@Nullable String name, @Nullable String id, String data, long atNanos) {
        JsonNode json() {
            return StatusUnderTest.parse(data);
        }

        boolean tells(String taskId) {
            return !statesOf(taskId).isEmpty();
        }

        List<String> statesOf(String taskId) {
            List<String> states = new ArrayList<>();
            if (EventClient.TASKS.equals(name)) {
                for (JsonNode task : json().get("tasks")) {
                    if (task.get("taskId").asText().equals(taskId)) {
                        states.add(task.get("status").asText());
                    }
                }
            }
            return states;
        }
    }

    static final String TASKS = "tasks";

    EventClient(String url, @Nullable String lastEventId) throws Exception {
        this(url, lastEventId, "none");
    }

    /** With a key. */
    EventClient(String url, @Nullable String lastEventId, String key) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("no stream: " + response.statusCode());
        }
        body = response.body();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = null;
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    frames.add(new Frame(name, id, data.toString(), System.nanoTime()));
                    name = null;
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                }
            }
        } catch (IOException e) {
            frames.add(
                    new Frame("closed", null, String.valueOf(e.getMessage()), System.nanoTime()));
        }
    }

    /** The next frame that satisfies a condition; fails after half a minute. */
    Frame await(Predicate<Frame> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            Frame frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null) {
                throw new IllegalStateException("no such frame among " + seen);
            }
            seen.add(frame);
            if (condition.test(frame)) {
                return frame;
            }
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
        http.shutdownNow();
    }
}
