package dev.strand.benchmarks.latency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A child JVM: {@code <bootstrap servers> <topic prefix> <state directory>}. Posts tasks at a
 * steady rate to the processor that it runs and prints how long each took from the moment it was
 * due to be posted to the start of its handler, so that a stall counts for all tasks it delays.
 */
public final class LatencyMain {
    /** What the lines of the result start with. */
    public static final String RESULT = "latency ";

    /** The last line. */
    public static final String END = "latency end";

    static final int PER_SECOND = 50;

    private static final int WARM_UP = 20 * PER_SECOND;
    private static final int MEASURED = 40 * PER_SECOND;
    private static final int GROUPS = 200;
    private static final long PAUSE_NANOS = 1_000_000_000L / PER_SECOND;
    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9};

    private final Histogram histogram = new ConcurrentHistogram(3);
    private final CountDownLatch started = new CountDownLatch(WARM_UP + MEASURED);

    private LatencyMain() {}

    /** Runs the measurement. */
    public static void main(String[] arguments) throws InterruptedException {
        new LatencyMain().run(arguments[0], arguments[1], arguments[2]);
        System.exit(0);
    }

    private void run(String bootstrapServers, String prefix, String stateDirectory)
            throws InterruptedException {
        ProcessorConfig config =
                new ProcessorConfig(
                        Map.of("bootstrap.servers", bootstrapServers),
                        prefix,
                        prefix + "processor",
                        "bench",
                        Path.of(stateDirectory),
                        Settings.DEFAULT);
        try (HandlerRegistry handlers = handlers();
                StrandProcessor processor = StrandProcessor.start(config, handlers)) {
            while (processor.actingPartitions() < processor.partitions()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            post(bootstrapServers, prefix + "tasks");
            started.await();
        }
        print();
    }

    private HandlerRegistry handlers() {
        return new HandlerDiscovery()
                .register(
                        "bench",
                        JsonNode.class,
                        (payload, context) -> {
                            started(
                                    payload.get("number").intValue(),
                                    payload.get("due").longValue());
                            return "done";
                        })
                .build();
    }

    private void started(int number, long dueNanos) {
        if (number >= WARM_UP) {
            histogram.recordValue((System.nanoTime() - dueNanos) / 1_000);
        }
        started.countDown();
    }

    private static void post(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            long firstNanos = System.nanoTime() + PAUSE_NANOS;
            for (int number = 0; number < WARM_UP + MEASURED; number++) {
                long dueNanos = firstNanos + number * PAUSE_NANOS;
                await(dueNanos);
                String task =
                        "{\"type\":\"bench\",\"payload\":{\"number\":%d,\"due\":%d}}"
                                .formatted(number, dueNanos);
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        "group-" + number % GROUPS,
                                        task.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime();
                left > 0;
                left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void print() {
        System.out.printf(
                "%s%d tasks at %d/s, written to the topic directly (acks=all, linger 0)%n",
                RESULT, MEASURED, PER_SECOND);
        for (double percentile : PERCENTILES) {
            System.out.printf(
                    "%sp%-5s %7.1f ms%n",
                    RESULT, percentile, histogram.getValueAtPercentile(percentile) / 1e3);
        }
        System.out.printf("%smax    %7.1f ms%n", RESULT, histogram.getMaxValue() / 1e3);
        System.out.println(END);
    }
}
