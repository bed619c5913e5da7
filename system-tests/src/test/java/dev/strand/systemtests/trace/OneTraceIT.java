package dev.strand.systemtests.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.systemtests.trace.TraceReceiver.Received;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.process.JavaProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a task is one trace, whichever processes it goes through. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class OneTraceIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";
    private static final String TASK =
            """
            {"type":"demo","taskId":"traced","groupId":"traces",
             "payload":{"failTimes":1,"message":"not yet"},
             "retry":{"maxAttempts":3,"initialDelay":"PT0.2S"}}\
            """;

    @TempDir private Path directory;

    @Test
    void shouldMakeSubmissionWaitAndAttemptsOneTrace() throws Exception {
        int port = FreePorts.any();
        try (TraceReceiver receiver = TraceReceiver.start();
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                JavaProcess processor = processor(broker, receiver);
                JavaProcess ingest = ingest(broker, receiver, port)) {
            assertThat(submit(port)).isEqualTo(202);

            // Sent while the process goes on, and, by the processor, when it ends
            await().atMost(LIMIT).until(() -> receiver.ofTask("traced").size() == 1);
            await().atMost(LIMIT)
                    .until(() -> StrandLogs.read(broker.bootstrapServers()).endedRuns() == 1);
            ingest.terminate();
            processor.terminate();
            assertThat(ingest.awaitExit(LIMIT)).isEqualTo(143);
            assertThat(processor.awaitExit(LIMIT)).isEqualTo(143);

            List<Received> spans = receiver.ofTask("traced");
            assertThat(spans)
                    .extracting(Received::name)
                    .containsExactlyInAnyOrder(
                            "submit demo", "wait demo", "attempt demo", "attempt demo");
            assertThat(spans).extracting(Received::traceId).containsOnly(TRACE);
            Received submit = named(spans, "submit demo").getFirst();
            assertThat(submit.service()).isEqualTo("strand-ingest");
            assertThat(submit.parentId()).isEqualTo(CLIENT);
            assertThat(submit.attributes())
                    .containsEntry("strand.group.id", "traces")
                    .containsEntry("strand.outcome", "ACCEPTED");
            checkProcessor(submit, spans);
        }
    }

    private static void checkProcessor(Received submit, List<Received> spans) {
        Received wait = named(spans, "wait demo").getFirst();
        Received failed = named(spans, "attempt demo").getFirst();
        Received done = named(spans, "attempt demo").getLast();
        for (Received span : List.of(wait, failed, done)) {
            assertThat(span.service()).isEqualTo("strand-processor");
            assertThat(span.parentId()).isEqualTo(submit.spanId());
            assertThat(span.attributes())
                    .containsEntry("strand.group.id", "traces")
                    .containsEntry("strand.task.type", "demo")
                    .containsEntry("strand.run", "1");
        }
        assertThat(wait.endedAt()).isEqualTo(failed.startedAt());
        assertThat(failed.attributes())
                .containsEntry("strand.attempt", "1")
                .containsEntry("strand.outcome", "FAILED");
        assertThat(failed.hasFailed()).isTrue();
        assertThat(done.attributes())
                .containsEntry("strand.attempt", "2")
                .containsEntry("strand.outcome", "SUCCEEDED");
        assertThat(done.hasFailed()).isFalse();
        assertThat(done.startedAt()).isAfterOrEqualTo(failed.endedAt());
    }

    private static List<Received> named(List<Received> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static int submit(int port) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tasks"))
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
                        .POST(HttpRequest.BodyPublishers.ofString(TASK))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private JavaProcess processor(EmbeddedBroker broker, TraceReceiver receiver) {
        JavaProcess process =
                JavaProcess.of("dev.strand.processor.ProcessorApplication")
                        .arguments(
                                "--strand.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--strand.processor.port=0",
                                "--strand.processor.partitions=4",
                                "--strand.processor.state-directory=" + directory.resolve("state"))
                        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                        .environment("OTEL_BSP_SCHEDULE_DELAY", "600000")
                        .maxHeap("256m")
                        .output(directory.resolve("processor.log"))
                        .start();
        process.awaitLine("processor started", LIMIT);
        return process;
    }

    private JavaProcess ingest(EmbeddedBroker broker, TraceReceiver receiver, int port) {
        JavaProcess process =
                JavaProcess.of("dev.strand.ingest.IngestApplication")
                        .arguments(
                                "--strand.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--strand.ingest.port=" + port)
                        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                        .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
                        .maxHeap("256m")
                        .output(directory.resolve("ingest.log"))
                        .start();
        process.awaitLine("ingest service listens", LIMIT);
        return process;
    }
}
