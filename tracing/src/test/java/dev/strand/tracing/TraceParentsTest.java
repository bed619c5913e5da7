package dev.strand.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceParentsTest {
    private static final String TRACEPARENT =
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void shouldWriteWhatItReads() {
        Context context = TraceParents.read(TRACEPARENT);

        assertThat(TraceParents.write(context)).isEqualTo(TRACEPARENT);
        assertThat(TraceParents.headers(context)).isEqualTo(Map.of("traceparent", TRACEPARENT));
    }

    @Test
    void shouldTakeWhatIsNoTraceparentForNoTrace() {
        for (String text : List.of("", "nonsense", TRACEPARENT.replace("4b", "zz"))) {
            assertThat(TraceParents.write(TraceParents.read(text))).as(text).isNull();
        }
        assertThat(TraceParents.write(TraceParents.read(null))).isNull();
        assertThat(TraceParents.headers(Context.root())).isEmpty();
    }
}
