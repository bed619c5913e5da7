package dev.strand.quickstart.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits the tasks of a plan through the HTTP API, at a bounded rate, one after the other, so that
 * the tasks of a group keep the order of the plan. What is refused or lost is logged and not
 * repeated.
 */
public final class DemoLoad implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLoad.class);
    private static final int ACCEPTED = 202;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final URI tasks;
    private final DemoPlan plan;
    private final Duration interval;
    private final ObjectMapper json = new ObjectMapper();
    private final Thread thread;
    private final AtomicLong accepted = new AtomicLong();

    private DemoLoad(URI ingest, int tasksPerSecond, long seed) {
        this.tasks = ingest.resolve("/api/tasks");
        this.plan =
                new DemoPlan(
                        seed,
                        "demo-"
                                + Long.toString(
                                        System.currentTimeMillis() / 1_000, Character.MAX_RADIX));
        this.interval = Duration.ofSeconds(1).dividedBy(tasksPerSecond);
        this.thread = Thread.ofVirtual().name("demo-load").unstarted(this::submitUntilInterrupted);
    }

    /**
     * Starts to submit.
     *
     * @param ingest root URL of the ingest service
     * @param tasksPerSecond at most
     * @param seed the same one makes the same load
     */
    public static DemoLoad start(URI ingest, int tasksPerSecond, long seed) {
        DemoLoad load = new DemoLoad(ingest, tasksPerSecond, seed);
        load.thread.start();
        return load;
    }

    /** How many tasks have been accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** Stops submitting; what was submitted runs on. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.atWarn().log("the demonstration did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submitUntilInterrupted() {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long due = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                submit(client, plan.next());
                due =
                        Math.max(
                                due + interval.toNanos(),
                                System.nanoTime() - Duration.ofSeconds(1).toNanos());
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("accepted", accepted()).log("the demonstration ends");
        }
    }

    private void submit(HttpClient client, DemoTask task) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.send(request(task), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == ACCEPTED) {
                accepted.incrementAndGet();
                return;
            }
            LOG.atWarn()
                    .addKeyValue("status", answer.statusCode())
                    .addKeyValue("answer", answer.body())
                    .log("a task of the demonstration was refused");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("a task of the demonstration could not be submitted");
        }
        Thread.sleep(PAUSE_AFTER_FAILURE);
    }

    private HttpRequest request(DemoTask task) throws JsonProcessingException {
        return HttpRequest.newBuilder(tasks)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(task.body())))
                .build();
    }
}
