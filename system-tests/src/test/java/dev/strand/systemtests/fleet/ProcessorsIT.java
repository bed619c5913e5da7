package dev.strand.systemtests.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.testing.broker.BrokerProcess;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the status API says of processors, where all listen beyond loopback and have keys. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProcessorsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir private Path directory;

    @Test
    void shouldTellTheTruthAboutProcessorsThatAreKilledAndComeBack() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                JavaProcess one = processor("one", broker);
                JavaProcess two = processor("two", broker);
                StatusInstance status = status(broker)) {
            String address =
                    await(status, "one", ProcessorsIT::isAsked)
                            .orElseThrow()
                            .get("address")
                            .asText();
            assertThat(address).startsWith("127.0.0.1:");
            JsonNode both = await(status, "two", ProcessorsIT::isAsked).orElseThrow();
            assertThat(both.get("permits").get("limit").asInt()).isEqualTo(1_000);
            assertThat(both.get("version").asText()).isNotEmpty();
            assertThat(both.get("types")).isNotEmpty();

            one.kill();
            long killedAt = System.nanoTime();
            await(status, "one", gone -> gone.isEmpty() || !isReachable(gone.get()));
            say("the killed one was shown as not reachable", killedAt);
            await(status, "one", Optional::isEmpty);
            await(status, "two", alone -> alone.isPresent() && owned(alone.get()) == 4);
            say("its partitions were shown as those of the other one", killedAt);

            try (JavaProcess again = processor("one", broker)) {
                JsonNode back = await(status, "one", ProcessorsIT::isAsked).orElseThrow();
                assertThat(back.get("address").asText()).isNotEqualTo(address);
                assertThat(again.isAlive()).isTrue();
            }
            assertThat(two.isAlive()).isTrue();
        }
    }

    private static void say(String what, long sinceNanos) {
        System.out.println(what + " after " + Duration.ofNanos(System.nanoTime() - sinceNanos));
    }

    private static int owned(JsonNode processor) {
        int owned = 0;
        for (JsonNode partition : processor.get("partitions")) {
            owned += partition.get("state").asText().equals("ACTING") ? 1 : 0;
        }
        return owned;
    }

    private static boolean isAsked(Optional<JsonNode> processor) {
        return processor.isPresent() && isReachable(processor.get());
    }

    private static boolean isReachable(JsonNode processor) {
        return processor.get("reachable").asBoolean() && owned(processor) > 0;
    }

    /** What the status API says of one processor, once it says what is awaited. */
    private static Optional<JsonNode> await(
            StatusInstance status, String instance, Predicate<Optional<JsonNode>> condition) {
        return Awaitility.await("processor " + instance)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(IOException.class)
                .until(() -> told(status, instance), condition);
    }

    private static Optional<JsonNode> told(StatusInstance status, String instance)
            throws IOException {
        HttpResponse<String> answer = status.get("/api/processors");
        if (answer == null || answer.statusCode() != 200) {
            throw new IOException("no answer yet");
        }
        for (JsonNode each : MAPPER.readTree(answer.body()).get("processors")) {
            if (each.get("instance").asText().equals(instance)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private StatusInstance status(BrokerProcess broker) {
        return new StatusInstance(
                broker.bootstrapServers(),
                directory.resolve("status"),
                Keys.VIEWER,
                Map.of(
                        "STRAND_STATUS_HOST",
                        "0.0.0.0",
                        "STRAND_ACCESS_KEYS",
                        Keys.setting(),
                        "STRAND_ACCESS_PEER_KEY",
                        Keys.PEER));
    }

    private JavaProcess processor(String name, BrokerProcess broker) {
        JavaProcess process =
                JavaProcess.of("dev.strand.processor.ProcessorApplication")
                        .arguments(
                                "--strand.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--strand.processor.host=0.0.0.0",
                                "--strand.processor.port=0",
                                "--strand.processor.partitions=4",
                                "--strand.processor.instance=" + name,
                                "--strand.processor.state-directory=" + directory.resolve(name))
                        .environment("STRAND_ACCESS_KEYS", Keys.setting())
                        .maxHeap("256m")
                        .workingDirectory(directory)
                        .output(directory.resolve(name + System.nanoTime() + ".log"))
                        .start();
        process.awaitLine("processor started", LIMIT);
        return process;
    }
}
