package dev.strand.benchmarks.drain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * A child JVM: {@code <contender> <warm-up as JSON> <drain as JSON>}. Drains the warm-up backlog,
 * prints {@value #WARM}, drains the measured one, and prints {@value #RESULT} and a {@link Drained}
 * as JSON.
 */
public final class DrainMain {
    /** What the line with the result starts with. */
    public static final String RESULT = "result ";

    /** The line that says that the warm-up is over. */
    public static final String WARM = "warmed up";

    /** What lines that say how far it is start with. */
    public static final String PROGRESS = "progress ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DrainMain() {}

    /** The arguments for a drain. */
    public static List<String> arguments(Contender contender, Workload warmUp, Workload measured) {
        try {
            return List.of(
                    contender.name(),
                    JSON.writeValueAsString(warmUp),
                    JSON.writeValueAsString(measured));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a workload cannot be written as JSON", e);
        }
    }

    /** The result in a line that starts with {@value #RESULT}. */
    public static Drained result(String line) {
        try {
            return JSON.readValue(line.substring(RESULT.length()), Drained.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a drain printed a result that is none: " + line, e);
        }
    }

    /** Runs both drains. */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        Workload warmUp = JSON.readValue(arguments[1], Workload.class);
        Workload measured = JSON.readValue(arguments[2], Workload.class);
        Drained _ = drain(contender, "warm-up", warmUp);
        System.gc();
        System.out.println(WARM);
        try (FlightRecording recording = FlightRecording.to(measured.recording())) {
            Drained drained = drain(contender, "drain", measured);
            recording.dump();
            System.out.println(RESULT + JSON.writeValueAsString(drained));
        }
        System.exit(0);
    }

    private static Drained drain(Contender contender, String phase, Workload workload)
            throws InterruptedException {
        try (ProgressPrinter progress = new ProgressPrinter(phase, workload.tasks())) {
            return switch (contender) {
                case STRAND -> StrandDrain.run(workload, progress);
                case PARALLEL_CONSUMER -> ParallelConsumerDrain.run(workload, progress);
            };
        }
    }
}
