package dev.strand.handler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.testkit.TestTaskContext;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundHandlerTest {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private static byte[] invoke(TaskHandler<JsonNode, ?> handler) throws Exception {
        try (HandlerRegistry registry =
                new HandlerDiscovery().register("t", JsonNode.class, handler).build()) {
            return registry.find("t").orElseThrow().invoke(EMPTY_OBJECT, new TestTaskContext());
        }
    }

    @Test
    void shouldWriteNoResultAsNull() throws Exception {
        assertThat(invoke((_, _) -> null)).asString().isEqualTo("null");
    }

    @Test
    void shouldWriteTimesAsText() throws Exception {
        assertThat(invoke((_, _) -> Instant.parse("2026-12-01T08:00:00Z")))
                .asString()
                .isEqualTo("\"2026-12-01T08:00:00Z\"");
    }

    @Test
    void shouldTakeAResultOfTheLargestSizeAndRefuseOneByteMore() throws Exception {
        String largest = "x".repeat(BoundHandler.MAX_RESULT_BYTES - 2);

        assertThat(invoke((_, _) -> largest)).hasSize(BoundHandler.MAX_RESULT_BYTES);
        assertThatThrownBy(() -> invoke((_, _) -> largest + "x"))
                .isInstanceOf(PermanentFailureException.class)
                .hasMessage(
                        "result of task type 't' must have at most 262144 bytes, got: 262145; store"
                                + " it elsewhere and return a reference to it");
    }

    @Test
    void shouldFailForGoodIfTheResultCannotBeWritten() {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);

        assertThatThrownBy(() -> invoke((_, _) -> cyclic))
                .isInstanceOf(PermanentFailureException.class)
                .hasMessageContaining("result of task type 't' cannot be written as JSON");
    }

    @Test
    void shouldPassExceptionsAndErrorsOn() {
        IOException exception = new IOException("broken");
        AssertionError error = new AssertionError("worse");

        assertThatThrownBy(() ->
                        invoke((_, _) -> {
                            throw exception;
                        }))
                .isSameAs(exception);
        assertThatThrownBy(() ->
                        invoke((_, _) -> {
                            throw error;
                        }))
                .isSameAs(error);
    }
}
