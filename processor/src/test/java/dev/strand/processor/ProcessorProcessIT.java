package dev.strand.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.processor.process.SlowHandler;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The processor as a process of its own: its main class, its logs, and how it ends. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ProcessorProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SIGTERM_STATUS = 143;

    @TempDir private Path directory;

    @Test
    void shouldLetItsHandlersEndAtTheFirstSigterm() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                JavaProcess process = start(broker, "json")) {
            // Given
            runSlowTask(broker, 3_000);
            process.awaitLine(SlowHandler.ENTERED, LIMIT);
            // When
            process.terminate();
            // Then
            assertThat(process.awaitExit(LIMIT)).isEqualTo(SIGTERM_STATUS);
            process.awaitLine(SlowHandler.RETURNED, LIMIT);
            assertThat(facts(broker)).contains(FactStatus.COMPLETED);
            assertThat(isHandedOver(broker))
                    .as("the last record of its epochs is a CLOSE")
                    .isTrue();
            shouldLogJson(process.lines());
        }
    }

    private static void shouldLogJson(List<String> lines) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        boolean hasStarted = false;
        for (String line : lines) {
            if (line.startsWith("{")) {
                JsonNode event = mapper.readTree(line);
                assertThat(event.path("service").asText()).isEqualTo("processor");
                if (event.path("message").asText().equals("processor started")) {
                    hasStarted = true;
                    assertThat(event.path("worker").asText()).isEqualTo("child");
                }
            }
        }
        assertThat(hasStarted).as("among %s", lines).isTrue();
    }

    @Test
    void shouldEndAtOnceAtTheSecondSigterm() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                JavaProcess process = start(broker, "text")) {
            // Given
            runSlowTask(broker, 60_000);
            process.awaitLine(SlowHandler.ENTERED, LIMIT);
            process.terminate();
            process.awaitLine("processor stops: draining", LIMIT);
            // When
            process.terminate();
            // Then: far sooner than the drain timeout of a minute
            assertThat(process.awaitExit(Duration.ofSeconds(15))).isEqualTo(SIGTERM_STATUS);
            assertThat(process.lines()).noneMatch(line -> line.contains(SlowHandler.RETURNED));
        }
    }

    @Test
    void shouldSayInOneSentenceWhyItDoesNotStart() {
        try (JavaProcess process =
                command("text")
                        .arguments("--strand.processor.permitz=5", "--strand.processor.permits=0")
                        .start()) {
            assertThat(process.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(String.join("\n", process.lines()))
                    .contains("processor does not start: 2 problems with the settings")
                    .contains("did you mean strand.processor.permits?")
                    .contains("strand.processor.permits must be 1 to 100000, got: 0");
        }
    }

    private JavaProcess start(EmbeddedBroker broker, String format) {
        JavaProcess process =
                command(format)
                        .environment("STRAND_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                        .environment("STRAND_PROCESSOR_DRAIN_TIMEOUT", "PT60S")
                        .start();
        process.awaitLine("processor started", LIMIT);
        return process;
    }

    private JavaCommand command(String format) {
        return JavaProcess.of(ProcessorApplication.class.getName())
                .environment("STRAND_LOG_FORMAT", format)
                .environment("STRAND_PROCESSOR_INSTANCE", "child")
                .environment("STRAND_PROCESSOR_PORT", Integer.toString(freePort()))
                .environment("STRAND_PROCESSOR_PARTITIONS", "2")
                .environment(
                        "STRAND_PROCESSOR_STATE_DIRECTORY", directory.resolve("state").toString())
                .workingDirectory(directory)
                .output(directory.resolve("child.log"));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void runSlowTask(EmbeddedBroker broker, int millis) throws Exception {
        String json = "{\"type\":\"slow\",\"payload\":{\"millis\":" + millis + "}}";
        try (KafkaProducer<byte[], byte[]> producer =
                ProcessorFixture.producer(broker.bootstrapServers())) {
            ProcessorFixture.append(
                    producer,
                    null,
                    "g".getBytes(StandardCharsets.UTF_8),
                    json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<FactStatus> facts(EmbeddedBroker broker) {
        return records(broker).stream()
                .filter(Fact.class::isInstance)
                .map(record -> ((Fact) record).status())
                .toList();
    }

    private static boolean isHandedOver(EmbeddedBroker broker) {
        return records(broker).stream()
                .filter(Owner.class::isInstance)
                .map(Owner.class::cast)
                .collect(java.util.stream.Collectors.toMap(Owner::key, Owner::closed, (a, b) -> b))
                .values()
                .stream()
                .allMatch(closed -> closed);
    }

    private static List<StatusRecord> records(EmbeddedBroker broker) {
        return ProcessorFixture.readAll(broker, ProcessorFixture.TOPICS.status().name()).stream()
                .map(record -> StatusCodec.decode(record.value()))
                .flatMap(decoded ->
                        decoded instanceof Decoded.Ok<StatusRecord>(StatusRecord record)
                                ? java.util.stream.Stream.of(record)
                                : java.util.stream.Stream.empty())
                .toList();
    }
}
