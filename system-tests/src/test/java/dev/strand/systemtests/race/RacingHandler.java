package dev.strand.systemtests.race;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.TaskContext;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Takes as long as it is told, and remembers of every task how its handler ended. */
final class RacingHandler {
    /** How a handler meets a cancel. */
    enum Manner {
        /** It is interrupted in its sleep. */
        SLEEPS,
        /** It looks whether it is cancelled. */
        LOOKS,
        /** It goes on and returns its value all the same. */
        IGNORES
    }

    /** How a handler ended. */
    enum Ending {
        ENTERED,
        RETURNED,
        GAVE_UP
    }

    private final Map<String, Ending> endings = new ConcurrentHashMap<>();

    /** How the handler of each task that was entered has ended. */
    Map<String, Ending> endings() {
        return endings;
    }

    String handle(JsonNode payload, TaskContext context) throws Exception {
        if (endings.put(context.taskId(), Ending.ENTERED) != null) {
            throw new AssertionError(context.taskId() + " was entered twice");
        }
        try {
            long until =
                    System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(payload.path("us").asLong());
            await(until, Manner.valueOf(payload.path("manner").asText()), context);
            endings.put(context.taskId(), Ending.RETURNED);
            return "done";
        } catch (InterruptedException | CancellationException e) {
            endings.put(context.taskId(), Ending.GAVE_UP);
            throw e;
        }
    }

    private static void await(long until, Manner manner, TaskContext context)
            throws InterruptedException {
        long left = until - System.nanoTime();
        while (left > 0) {
            switch (manner) {
                case SLEEPS -> TimeUnit.NANOSECONDS.sleep(left);
                case LOOKS -> {
                    if (context.isCancelled()) {
                        throw new CancellationException("as asked");
                    }
                    Thread.onSpinWait();
                }
                case IGNORES -> Thread.onSpinWait();
            }
            left = until - System.nanoTime();
        }
    }
}
