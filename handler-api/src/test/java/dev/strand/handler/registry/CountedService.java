package dev.strand.handler.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A handler that the test class path declares as a service, and that counts its instances. */
@TaskType("counted")
public final class CountedService implements TaskHandler<JsonNode, @Nullable Void> {

    private static final AtomicInteger MADE = new AtomicInteger();

    public CountedService() {
        MADE.incrementAndGet();
    }

    static int made() {
        return MADE.get();
    }

    @Override
    public @Nullable Void handle(JsonNode payload, TaskContext context) {
        return null;
    }
}
