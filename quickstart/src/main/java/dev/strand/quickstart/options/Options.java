package dev.strand.quickstart.options;

import java.nio.file.Path;

/**
 * What the quickstart is told.
 *
 * @param dataDirectory where everything is kept from one start to the next
 * @param demo whether to submit a mixed load by itself
 * @param demoRate tasks per second of that load, 1 to 500
 * @param demoSeed the same seed makes the same load
 * @param partitions partitions of the topics, 1 to 1,000; counts only when they are created
 * @param ports where to listen
 */
public record Options(
        Path dataDirectory,
        boolean demo,
        int demoRate,
        long demoSeed,
        int partitions,
        Ports ports) {
    /** The data directory where none is given, below the current directory. */
    public static final String DEFAULT_DATA_DIRECTORY = ".strand";

    /** What holds where nothing is given. */
    public static final Options DEFAULT =
            new Options(
                    Path.of(DEFAULT_DATA_DIRECTORY),
                    false,
                    10,
                    17,
                    12,
                    new Ports(9092, 8080, 8081, 8082));

    /**
     * Ports on this machine.
     *
     * @param kafka of the embedded broker
     * @param ingest of the ingest service
     * @param status of the status API
     * @param processor of the processor's health and metrics
     */
    public record Ports(int kafka, int ingest, int status, int processor) {}

    Options withDataDirectory(Path directory) {
        return new Options(directory, demo, demoRate, demoSeed, partitions, ports);
    }

    Options withDemo() {
        return new Options(dataDirectory, true, demoRate, demoSeed, partitions, ports);
    }

    Options withDemoRate(int rate) {
        return new Options(dataDirectory, demo, rate, demoSeed, partitions, ports);
    }

    Options withDemoSeed(long seed) {
        return new Options(dataDirectory, demo, demoRate, seed, partitions, ports);
    }

    Options withPartitions(int number) {
        return new Options(dataDirectory, demo, demoRate, demoSeed, number, ports);
    }

    Options withKafkaPort(int port) {
        return withPorts(new Ports(port, ports.ingest(), ports.status(), ports.processor()));
    }

    Options withIngestPort(int port) {
        return withPorts(new Ports(ports.kafka(), port, ports.status(), ports.processor()));
    }

    Options withStatusPort(int port) {
        return withPorts(new Ports(ports.kafka(), ports.ingest(), port, ports.processor()));
    }

    Options withProcessorPort(int port) {
        return withPorts(new Ports(ports.kafka(), ports.ingest(), ports.status(), port));
    }

    private Options withPorts(Ports newPorts) {
        return new Options(dataDirectory, demo, demoRate, demoSeed, partitions, newPorts);
    }
}
