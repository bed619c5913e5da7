package dev.strand.benchmarks.run;

import dev.strand.benchmarks.drain.Backlog;
import dev.strand.benchmarks.drain.Workload;
import dev.strand.benchmarks.scenario.Scenario;
import dev.strand.schemas.topic.TopicSpec;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What all runs lie on: one broker in a JVM of its own, and a directory for everything that they
 * write, both gone afterwards.
 */
public final class Bed implements AutoCloseable {
    /** Partitions of all topics. */
    public static final int PARTITIONS = 12;

    private static final short REPLICAS = 1;
    private static final Duration LEADERS_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 50_000_000;

    private final Path directory;
    private final boolean isKept;
    private final BrokerProcess broker;
    private final ProcessHandle brokerHandle;
    private final Admin admin;

    private Bed(Path directory, boolean isKept) {
        this.directory = directory;
        this.isKept = isKept;
        this.broker = BrokerProcess.start(directory.resolve("kafka"));
        this.brokerHandle =
                ProcessHandle.current()
                        .children()
                        .max(Comparator.comparingLong(ProcessHandle::pid))
                        .orElseThrow(() -> new IllegalStateException("the broker is no child"));
        this.admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers()));
    }

    /**
     * Starts a broker in a fresh temporary directory.
     *
     * @param isKept whether the directory stays when the bed is closed
     */
    public static Bed make(boolean isKept) {
        try {
            return new Bed(Files.createTempDirectory("strand-bench"), isKept);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the benchmark can be made", e);
        }
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** A path in the directory of the runs. */
    public Path path(String name) {
        return directory.resolve(name);
    }

    /** Processor time that the broker has used so far. */
    public Duration brokerCpu() {
        return brokerHandle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Makes the topics of a workload and writes its backlog. */
    public void prepare(Workload workload, Scenario scenario) {
        makeTopics(workload.topics());
        Backlog.write(bootstrapServers(), workload.topics().tasks().name(), scenario);
    }

    /** Makes topics and waits until they can be written. */
    public void makeTopics(Topics topics) {
        List<String> names = topics.all().stream().map(TopicSpec::name).toList();
        await(
                admin.createTopics(
                                names.stream()
                                        .map(name -> new NewTopic(name, PARTITIONS, REPLICAS))
                                        .toList())
                        .all());
        awaitLeaders(names);
    }

    /**
     * Waits until the broker leads every partition. Before that an idempotent producer with several
     * batches in flight can have a later batch accepted and the first one refused for ever.
     */
    private void awaitLeaders(List<String> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + LEADERS_LIMIT.toNanos();
        while (!areLed(ends)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "the topics " + topics + " got no leader within " + LEADERS_LIMIT);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean areLed(Map<TopicPartition, OffsetSpec> ends) {
        try {
            await(admin.listOffsets(ends).all());
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    /** Records ever written to the changelogs of a workload, without those of its warm-up. */
    public long changelogRecords(Workload workload) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : await(admin.listTopics().names())) {
            boolean isOwn =
                    topic.startsWith(workload.topicPrefix() + "processor")
                            && topic.endsWith("-changelog");
            for (int partition = 0; isOwn && partition < PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return await(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** Deletes all topics whose names start with this, changelogs included. */
    public void discard(String topicPrefix) {
        Set<String> all = await(admin.listTopics().names());
        List<String> own = all.stream().filter(name -> name.startsWith(topicPrefix)).toList();
        await(admin.deleteTopics(own).all());
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("the broker did not do it", e.getCause());
        }
    }

    /** Stops the broker and deletes the directory, unless it is kept. */
    @Override
    public void close() {
        admin.close();
        broker.close();
        if (isKept) {
            System.out.println("logs and data are in " + directory);
        } else {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " could not be deleted", e);
        }
    }
}
