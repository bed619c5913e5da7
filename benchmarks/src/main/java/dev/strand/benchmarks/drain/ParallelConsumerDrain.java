package dev.strand.benchmarks.drain;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.confluent.parallelconsumer.PollContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A drain by Confluent Parallel Consumer in KEY order with its own produce call: the next record of
 * a key starts after the result of the one before it is acknowledged. It neither parses the tasks
 * nor repeats them in its results, which is less work than Strand does. Offsets are committed
 * asynchronously, its fastest mode.
 */
final class ParallelConsumerDrain {
    private ParallelConsumerDrain() {}

    /** Runs the drain; returns once the last result is acknowledged and the consumer stopped. */
    static Drained run(Workload workload, ProgressPrinter progress) throws InterruptedException {
        Work work = new Work(workload.handlerMillis());
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicLong endNanos = new AtomicLong();
        CountDownLatch end = new CountDownLatch(1);
        progress.follow(acknowledged::get);
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(
                                consumer(workload),
                                new StringDeserializer(),
                                new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(
                                producer(workload),
                                new StringSerializer(),
                                new ByteArraySerializer());
                ParallelStreamProcessor<String, byte[]> peer =
                        ParallelStreamProcessor.createEosStreamProcessor(
                                options(workload, consumer, producer))) {
            peer.subscribe(List.of(workload.topics().tasks().name()));
            String results = workload.topics().status().name();
            peer.pollAndProduce(
                    context -> handle(work, results, context),
                    done -> {
                        if (acknowledged.incrementAndGet() == workload.tasks()) {
                            endNanos.set(System.nanoTime());
                            end.countDown();
                        }
                    });
            end.await();
            Drained drained = work.drained(endNanos.get(), List.of());
            peer.closeDontDrainFirst();
            return drained;
        }
    }

    private static ProducerRecord<String, byte[]> handle(
            Work work, String results, PollContext<String, byte[]> context) {
        try {
            work.handle(context.key(), context.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a handler", e);
        }
        int partition = context.getSingleConsumerRecord().partition();
        return new ProducerRecord<>(
                results, context.key(), Results.of(partition, context.offset()));
    }

    private static ParallelConsumerOptions<String, byte[]> options(
            Workload workload,
            KafkaConsumer<String, byte[]> consumer,
            KafkaProducer<String, byte[]> producer) {
        return ParallelConsumerOptions.<String, byte[]>builder()
                .consumer(consumer)
                .producer(producer)
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(workload.concurrency())
                .build();
    }

    private static Map<String, Object> consumer(Workload workload) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                workload.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                workload.topicPrefix() + "consumer",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
    }

    private static Map<String, Object> producer(Workload workload) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                workload.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10);
    }

    /** The value of a result record: where its task stands. */
    static final class Results {
        private Results() {}

        static byte[] of(int partition, long offset) {
            return (partition + "-" + offset).getBytes(StandardCharsets.UTF_8);
        }
    }
}
