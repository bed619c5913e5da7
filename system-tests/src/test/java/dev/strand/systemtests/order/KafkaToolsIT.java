package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.schemas.topic.Topics;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks from Kafka's tools, published with the commands of the README, run like those over HTTP.
 */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class KafkaToolsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 12;
    private static final int EACH = 5;
    private static final String MURMUR = " -X partitioner=murmur2_random";

    @TempDir private Path directory;

    @Test
    void shouldRunTasksOfTheConsoleProducerInOrderWithThoseOverHttp(StrandProcess strand)
            throws Exception {
        shouldKeepTheOrder(strand, "console", List.of("kafka-console-producer.sh"));
    }

    @Test
    void shouldRunTasksOfKcatInOrderWithThoseOfTheOthers(StrandProcess strand) throws Exception {
        Shell.assumeInstalled("kcat");
        shouldKeepTheOrder(
                strand, "kcat", List.of("kcat -b", "kafka-console-producer.sh", "kcat -b"));
    }

    @Test
    void shouldAcceptCountAndReportARecordInTheWrongPartition(StrandProcess strand)
            throws Exception {
        String group = trapped("trap-java-");
        int wrong = partitionOfLibrdkafka(group);
        double before = misplaced(strand);

        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", strand.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            String topic = Topics.withPrefix(Topics.DEFAULT_PREFIX).tasks().name();
            producer.send(new ProducerRecord<>(topic, wrong, group, value("trap-1"))).get();
        }

        shouldBeTold(strand, "trap-1", before);
    }

    @Test
    void shouldMeetTheTrapWhereKcatLacksItsPartitioner(StrandProcess strand) throws Exception {
        Shell.assumeInstalled("kcat");
        String group = trapped("trap-kcat-");
        double before = misplaced(strand);

        publish(
                strand,
                publishing("kcat -b").replace(MURMUR, ""),
                List.of(group + ":" + value("trap-2")));

        shouldBeTold(strand, "trap-2", before);
        assertThat(run(StrandLogs.read(strand.bootstrapServers()), group).partition())
                .isEqualTo(partitionOfLibrdkafka(group));
    }

    /** Publishes to the same groups first over HTTP, then with each tool, then over HTTP again. */
    private void shouldKeepTheOrder(StrandProcess strand, String name, List<String> tools)
            throws Exception {
        List<String> groups = List.of(name + "-a", name + "-b", name + "-c");
        for (String group : groups) {
            strand.post(Traced.task(group + "-000", group, 3_000)).get();
        }
        int number = 0;
        for (String tool : tools) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                number++;
                for (String group : groups) {
                    lines.add(group + ":" + value("%s-%03d".formatted(group, number)));
                }
            }
            publish(strand, publishing(tool), lines);
        }
        for (String group : groups) {
            strand.post(Traced.task(group + "-999", group, 0)).get();
            assertThat(strand.outcome(group + "-999", LIMIT)).contains("\"COMPLETED\"");
        }
        History history = StrandLogs.read(strand.bootstrapServers());
        List<TraceEvent> events = Traced.ofGroups(name + "-", FileTrace.read(strand.trace()));
        for (String group : groups) {
            assertThat(starts(events, group)).isSorted().hasSize(tools.size() * EACH + 2);
            assertThat(history.runs())
                    .filteredOn(run -> run.id().groupId().equals(group))
                    .extracting(AcceptedRun::partition)
                    .containsOnly(partitionOfJava(group));
        }
        Guarantees.checkAll(events, history, 0);
    }

    /** The command of the README that publishes with this tool. */
    private static String publishing(String tool) throws Exception {
        List<String> found =
                Readme.commands().stream()
                        .filter(c -> c.startsWith("echo ") && c.contains(tool))
                        .toList();
        assertThat(found).as("commands of the README that publish with " + tool).hasSize(1);
        return found.getFirst();
    }

    /** Runs a publishing command of the README on other lines than its own one. */
    private void publish(StrandProcess strand, String command, List<String> lines)
            throws Exception {
        Path file = Files.createTempFile(directory, "lines", ".txt");
        Files.write(file, lines);
        String own = command.replaceFirst("echo '[^']*'", "cat '" + file + "'");
        assertThat(own).isNotEqualTo(command);
        new Shell(directory).run(strand.withPorts(own));
    }

    private static String value(String taskId) {
        return "{\"type\":\"traced\",\"taskId\":\"%s\",\"payload\":{\"sleepMs\":20,\"failTimes\":0}}"
                .formatted(taskId);
    }

    private static void shouldBeTold(StrandProcess strand, String taskId, double before)
            throws Exception {
        assertThat(strand.outcome(taskId, LIMIT)).contains("\"COMPLETED\"");
        Awaitility.await().atMost(LIMIT).until(() -> misplaced(strand) >= before + 1);
        assertThat(strand.log()).content().contains("set partitioner=murmur2_random");
    }

    private static double misplaced(StrandProcess strand) throws Exception {
        return strand.metrics()
                .lines()
                .filter(line -> line.startsWith("strand_tasks_misplaced"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static List<String> starts(List<TraceEvent> events, String group) {
        return events.stream()
                .filter(Started.class::isInstance)
                .map(event -> ((Started) event).execution())
                .filter(execution -> execution.groupId().equals(group))
                .map(execution -> execution.taskId())
                .toList();
    }

    private static AcceptedRun run(History history, String group) {
        return history.runs().stream()
                .filter(run -> run.id().groupId().equals(group))
                .findFirst()
                .orElseThrow();
    }

    /** A group that librdkafka puts elsewhere, unless it is told not to. */
    private static String trapped(String prefix) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> prefix + i)
                .filter(group -> partitionOfLibrdkafka(group) != partitionOfJava(group))
                .findFirst()
                .orElseThrow();
    }

    private static int partitionOfJava(String group) {
        return BuiltInPartitioner.partitionForKey(
                group.getBytes(StandardCharsets.UTF_8), PARTITIONS);
    }

    private static int partitionOfLibrdkafka(String group) {
        CRC32 crc = new CRC32();
        crc.update(group.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % PARTITIONS);
    }
}
