package dev.strand.systemtests.order;

import dev.strand.schemas.topic.Topics;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Keeps every group loaded for as long as it is open, however fast or slow the machine is: it looks
 * at what has ended and refills each group up to a fixed number of tasks. So a group without a
 * start is a group that somebody fails to run, never one that has nothing to do.
 */
final class SteadyLoad implements AutoCloseable {
    /** Tasks that a group has waiting after each look; one look lasts far less than they do. */
    static final int BACKLOG = 20;

    private static final String TASKS = Topics.withPrefix(Topics.DEFAULT_PREFIX).tasks().name();
    private static final Duration LOOK = Duration.ofMillis(250);

    private final FileTrace trace;
    private final int[] produced;
    private final KafkaProducer<String, String> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> feeding;
    private volatile boolean isStopping;

    SteadyLoad(String kafka, FileTrace trace, int groups) {
        this.trace = trace;
        this.produced = new int[groups];
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer());
        this.feeding =
                thread.submit(() -> {
                    feed();
                    return null;
                });
    }

    /** Ends the load; every task of it has been acknowledged when this returns their number. */
    int stop() throws InterruptedException, ExecutionException {
        isStopping = true;
        feeding.get();
        int tasks = 0;
        for (int count : produced) {
            tasks += count;
        }
        return tasks;
    }

    private void feed() throws Exception {
        while (!isStopping) {
            int[] ended = ended();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int group = 0; group < produced.length; group++) {
                while (produced[group] - ended[group] < BACKLOG) {
                    sent.add(producer.send(task(group, produced[group]++)));
                }
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private int[] ended() {
        int[] ended = new int[produced.length];
        Set<String> counted = new HashSet<>();
        trace.events()
                .forEach(event -> {
                    if (event instanceof Ended e && counted.add(e.execution().taskId())) {
                        ended[Integer.parseInt(e.execution().groupId().substring(2))]++;
                    }
                });
        return ended;
    }

    private static ProducerRecord<String, String> task(int group, int number) {
        String value =
                "{\"type\":\"traced\",\"taskId\":\"t-%d-%d\",\"payload\":{\"sleepMs\":%d,\"failTimes\":0}}"
                        .formatted(group, number, 200 + number * 37 % 200);
        return new ProducerRecord<>(TASKS, "g-" + group, value);
    }

    @Override
    public void close() {
        isStopping = true;
        thread.close();
        producer.close(Duration.ofSeconds(5));
    }
}
