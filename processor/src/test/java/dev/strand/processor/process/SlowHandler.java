package dev.strand.processor.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;

/** Takes as long as its payload says, and tells on standard output when it has begun and ended. */
@TaskType("slow")
public final class SlowHandler implements TaskHandler<JsonNode, String> {
    /** Written when it has begun. */
    public static final String ENTERED = "slow handler entered";

    /** Written when it has not been interrupted. */
    public static final String RETURNED = "slow handler returned";

    @Override
    public String handle(JsonNode payload, TaskContext context) throws InterruptedException {
        System.out.println(ENTERED);
        Thread.sleep(payload.path("millis").asLong());
        System.out.println(RETURNED);
        return "done";
    }
}
