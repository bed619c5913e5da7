package dev.strand.processor.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Reply.Demand;
import dev.strand.core.delegation.Reply.Given;
import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.delegation.Report;
import dev.strand.core.delegation.Report.Ended;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.core.owner.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void shouldCarryAReportUnchanged() throws IOException {
        Report report =
                new Report(
                        new Report.Sender("worker", "nonce"),
                        7,
                        Set.of(5L, 6L),
                        Map.of("demo", new Report.Offer(2, 3)),
                        new Report.Attempts(
                                Set.of("a"),
                                List.of(
                                        new Ended("b", new Succeeded(json("{\"n\":1.00}"))),
                                        new Ended(
                                                "c",
                                                new Failed(
                                                        new TaskError("X", "broken", "at y"),
                                                        true,
                                                        Duration.ofSeconds(3))),
                                        new Ended(
                                                "d",
                                                new Failed(
                                                        new TaskError("X", "", null), false, null)),
                                        new Ended("e", null)),
                                Map.of("a", new Progress(40, null))));

        assertThat(Wire.read(Wire.write(report), Report.class)).isEqualTo(report);
    }

    @Test
    void shouldCarryAReplyUnchanged() throws IOException {
        Task task =
                new Task(
                        "g",
                        "t",
                        "demo",
                        json("{\"amount\":1.10,\"text\":\"\u00fc\"}"),
                        TaskOptions.DEFAULT,
                        Instant.parse("2026-01-01T00:00:00.123Z"),
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Order order = new Order(RunId.at("g", "t", 2, 9), task, new OwnerKey(5, "n"), 3, 11);
        Reply reply =
                new Reply(
                        List.of(new Given("a", 4, order)),
                        Map.of("a", 3_000_000_000L),
                        Map.of("b", Interruption.TIMEOUT),
                        Set.of("c"),
                        Map.of("demo", new Demand(3, 9, 12)));

        assertThat(Wire.read(Wire.write(reply), Reply.class)).isEqualTo(reply);
    }

    @Test
    void shouldRefuseWhatIsNoReport() {
        for (String text : List.of("", "null", "[]", "{\"given\":[{\"attempt\":{}}]}")) {
            assertThatThrownBy(() -> Wire.read(text.getBytes(StandardCharsets.UTF_8), Reply.class))
                    .isInstanceOf(IOException.class);
        }
    }

    private static RawJson json(String text) {
        return RawJson.ofUtf8(text.getBytes(StandardCharsets.UTF_8));
    }
}
