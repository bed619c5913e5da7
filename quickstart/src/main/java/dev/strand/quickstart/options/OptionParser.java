package dev.strand.quickstart.options;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads {@link Options} from a command line. */
public final class OptionParser {
    /** What can be said, for people. */
    public static final String HELP =
            """
            Usage: ./strand up [options]

            Starts Kafka, a processor, the ingest service and the status API in one process.

              --demo               submit a lively mixed load (type "demo")
              --demo-rate N        tasks per second of that load (default 10)
              --demo-seed N        the same seed makes the same load (default 17)
              --data DIR           keep everything here from one start to the next (default ./.strand)
              --partitions N       partitions of new topics (default 12); permanent once they exist
              --ingest-port PORT   where to post tasks (default 8080)
              --status-port PORT   where to look at them (default 8081)
              --processor-port P   health and metrics of the processor (default 8082)
              --kafka-port PORT    where Kafka clients connect (default 9092)
              --help               this text

            All settings of the services are taken from the environment too, for example
            STRAND_PROCESSOR_PERMITS=50. Jars with handlers of your own go to DIR/handlers.
            """;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_RATE = 500;

    private OptionParser() {}

    /**
     * The options that a command line gives; what it leaves out is as in {@link Options#DEFAULT}.
     *
     * @throws UsageException naming the argument, the rule and the remedy
     */
    public static Options parse(List<String> arguments) {
        Options options = Options.DEFAULT;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            options = with(options, rest.removeFirst(), rest);
        }
        return options;
    }

    private static Options with(Options options, String name, Deque<String> rest) {
        return switch (name) {
            case "--demo" -> options.withDemo();
            case "--demo-rate" -> options.withDemoRate(number(name, rest, 1, MAX_RATE));
            case "--demo-seed" -> options.withDemoSeed(number(name, rest, 0, Integer.MAX_VALUE));
            case "--data" -> options.withDataDirectory(Path.of(value(name, rest)));
            case "--partitions" -> options.withPartitions(number(name, rest, 1, MAX_PARTITIONS));
            case "--ingest-port" -> options.withIngestPort(number(name, rest, 1, MAX_PORT));
            case "--status-port" -> options.withStatusPort(number(name, rest, 1, MAX_PORT));
            case "--processor-port" -> options.withProcessorPort(number(name, rest, 1, MAX_PORT));
            case "--kafka-port" -> options.withKafkaPort(number(name, rest, 1, MAX_PORT));
            default ->
                    throw new UsageException(
                            "There is no option '" + name + "'; --help lists the options.");
        };
    }

    private static int number(String name, Deque<String> rest, int min, int max) {
        String value = value(name, rest);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below names the rule for both kinds of mistake.
        }
        throw new UsageException(
                "%s must be a number from %d to %d, got: %s".formatted(name, min, max, value));
    }

    private static String value(String name, Deque<String> rest) {
        if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
            throw new UsageException(
                    name + " needs a value after it; --help shows how it is used.");
        }
        return rest.removeFirst();
    }
}
