package dev.strand.status;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.testing.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A broker and two instances of the service that share its partitions. */
final class TwoInstances implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final StatusUnderTest one;
    private final StatusUnderTest two;

    /**
     * Starts them, and waits until each has some of the partitions and both answer for all.
     *
     * @param settings of both
     */
    TwoInstances(Path directory, Map<String, Object> settings) {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        one = new StatusUnderTest(broker, directory.resolve("one"), settings);
        one.awaitReady();
        two = new StatusUnderTest(broker, directory.resolve("two"), settings);
        two.awaitReady();
        await().atMost(60, TimeUnit.SECONDS).until(() -> isShared(one) && isShared(two));
    }

    StatusUnderTest one() {
        return one;
    }

    StatusUnderTest two() {
        return two;
    }

    List<StatusUnderTest> both() {
        return List.of(one, two);
    }

    /** The instance that keeps a partition. */
    StatusUnderTest keeper(int partition) {
        return kept(one).contains(partition) ? one : two;
    }

    private static boolean isShared(StatusUnderTest instance) {
        List<Integer> kept = kept(instance);
        return !kept.isEmpty()
                && kept.size() < StatusUnderTest.PARTITIONS
                && instance.get("/health").statusCode() == 200
                && !instance.getJson("/api/groups/wall").has("partial");
    }

    private static List<Integer> kept(StatusUnderTest instance) {
        return instance.getJson("/internal/partitions").valueStream().map(JsonNode::asInt).toList();
    }

    /** How many requests wait at an instance, by its metrics. */
    static int waiters(StatusUnderTest instance) {
        return instance.get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("strand_status_waiters"))
                .mapToInt(
                        line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        one.close();
        two.close();
        broker.close();
    }
}
