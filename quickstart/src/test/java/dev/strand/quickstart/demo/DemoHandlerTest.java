package dev.strand.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerInFlight;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.Progress;
import dev.strand.handler.testkit.TestTaskContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoHandlerTest {

    private static HandlerRun run(String payload) throws InterruptedException {
        return run(payload, 1);
    }

    private static HandlerRun run(String payload, int attempt) throws InterruptedException {
        try (HandlerHarness harness = HandlerHarness.of(new DemoHandler())) {
            return harness.run(payload, new TestTaskContext().attempt(attempt, 5));
        }
    }

    @Test
    void shouldEchoAtOnceByDefault() throws Exception {
        assertThat(run("{\"echo\": {\"a\": [1.50]}}", 2).completed())
                .hasToString("{\"echo\":{\"a\":[1.50]},\"attempt\":2,\"sleptMs\":0}");
        assertThat(run("{}").completed())
                .hasToString("{\"echo\":null,\"attempt\":1,\"sleptMs\":0}");
    }

    @Test
    void shouldSleepAsLongAsAskedAndReportEveryStep() throws Exception {
        HandlerRun run = run("{\"sleepMs\": 40, \"steps\": 4}");

        assertThat(run.completedWith(DemoResult.class).sleptMs()).isGreaterThanOrEqualTo(40);
        assertThat(run.progress())
                .containsExactly(
                        new Progress(25, "step 1 of 4"),
                        new Progress(50, "step 2 of 4"),
                        new Progress(75, "step 3 of 4"),
                        new Progress(100, "step 4 of 4"));
    }

    @Test
    void shouldFailAsManyAttemptsAsAsked() throws Exception {
        String payload = "{\"failTimes\": 2, \"message\": \"not yet\"}";

        assertThat(run(payload, 1).failed())
                .isInstanceOf(DemoFailureException.class)
                .hasMessage("not yet");
        assertThat(run(payload, 2).failed()).hasMessage("not yet");
        assertThat(run(payload, 3).completedWith(DemoResult.class).attempt()).isEqualTo(3);
    }

    @Test
    void shouldFailForGoodIfAsked() throws Exception {
        assertThat(run("{\"failPermanently\": true}").failedForGood())
                .hasMessage("failed as the payload asked");
    }

    @Test
    void shouldEndAtOnceWhenInterrupted() throws Exception {
        try (HandlerHarness harness = HandlerHarness.of(new DemoHandler())) {
            HandlerInFlight inFlight =
                    harness.start("{\"sleepMs\": 3600000}", new TestTaskContext());

            assertThat(inFlight.cancel().await(Duration.ofSeconds(5)).failed())
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sleepMs\": -1}      | sleepMs must be from 0 to 3600000, got: -1",
                "{\"sleepMs\": 3600001} | sleepMs must be from 0 to 3600000, got: 3600001",
                "{\"failTimes\": -1}    | failTimes must be from 0 to 2147483647, got: -1",
                "{\"steps\": 1001}      | steps must be from 0 to 1000, got: 1001",
                "{\"slepMs\": 1}        | /slepMs is not a known field, got: 1;",
                "{\"sleepMs\": \"1\"}   | /sleepMs must be a whole number",
            })
    void shouldRefuseAPayloadThatMakesNoSense(String payload, String message) throws Exception {
        assertThat(run(payload).failedForGood()).hasMessageContaining(message);
    }

    @Test
    void shouldBeFoundAsAService() {
        try (HandlerRegistry registry =
                new HandlerDiscovery().services(DemoHandler.class.getClassLoader()).build()) {
            assertThat(registry.types()).contains("demo", "data");
            assertThat(registry.unconfigured()).containsKey("http");
        }
    }
}
