package dev.strand.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.ingest.IngestClient;
import dev.strand.ingest.IngestFixture;
import dev.strand.ingest.RawConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchStreamIT {

    private static final int ITEMS = 60_000;
    private static final int MANY = 150_000;
    private static final int PER_CHUNK = 500;

    private static IngestFixture ingest;
    private static IngestClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        ingest = IngestFixture.start(directory, Map.of());
        client = ingest.client();
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void shouldAnswerASlowClientLineByLine() throws Exception {
        try (RawConnection connection = stream()) {
            for (int i = 0; i < 5; i++) {
                connection.writeChunk("{\"type\":\"a\",\"taskId\":\"slow-" + i + "\"}\n");

                assertThat(connection.readLineWith("taskId")).contains("slow-" + i);
            }
            connection.writeLastChunk();
            connection.readLineWith("0");
        }
    }

    @Test
    void shouldNotTakeALineThatWasCutOff() throws Exception {
        try (RawConnection connection = stream()) {
            connection.writeChunk("{\"type\":\"a\",\"taskId\":\"whole\",\"groupId\":\"cut\"}\n");
            connection.readLineWith("whole");
            connection.writeChunk("{\"type\":\"a\",\"taskId\":\"half\",\"groupId\":\"cut\"}");
        }
        // The place of the broken connection is given back: only then it is certain that nothing
        // more comes of it.
        Awaitility.await().untilAsserted(() -> assertThat(openBatches()).isZero());

        assertThat(taskIdsIn("cut")).containsExactly("whole");
    }

    @Test
    void shouldGoOnWithAStreamForAsLongAsItsAnswersAreRead() throws Exception {
        // Given more items than all buffers hold answers
        int count = ITEMS;
        String last = "";
        try (RawConnection connection = stream();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sender =
                    threads.submit(() -> {
                        for (int i = 0; i < count; i++) {
                            connection.writeChunk("{\"type\":\"a\",\"taskId\":\"u" + i + "\"}\n");
                        }
                        connection.writeLastChunk();
                        return null;
                    });
            for (int i = 0; i < count; i++) {
                last = connection.readLineWith("taskId");
            }
            sender.get();
        }

        assertThat(last).contains("\"u" + (count - 1) + "\"", "QUEUED");
    }

    @Test
    void shouldAnswerAClientThatReadsOnlyAfterItHasSentEverything() throws Exception {
        // Given more answers than sockets and memory hold, and no one who reads them
        try (RawConnection connection = stream()) {
            for (int i = 0; i < MANY; i += PER_CHUNK) {
                connection.writeChunk(items(i, i + PER_CHUNK));
            }
            connection.writeLastChunk();

            // When they are read at last, every item has its answer
            List<String> answers = connection.readChunkedBody().lines().toList();
            assertThat(answers).hasSize(MANY);
            for (int i = 0; i < MANY; i++) {
                assertThat(answers.get(i)).contains("\"late-" + i + "\"");
            }
        }
    }

    private static String items(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"type\":\"a\",\"taskId\":\"late-").append(i).append("\"}\n");
        }
        return lines.toString();
    }

    private static RawConnection stream() throws Exception {
        RawConnection connection = RawConnection.to(client.application());
        connection.writePost(
                "/api/tasks/batch",
                "Content-Type: application/x-ndjson",
                "Transfer-Encoding: chunked");
        return connection;
    }

    private static double openBatches() throws Exception {
        return client.send(client.to("/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("strand_ingest_batches_open"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> taskIdsIn(String groupId) {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : ingest.tasks()) {
            if (new String(record.key(), UTF_8).equals(groupId)) {
                ids.add(
                        IngestClient.json(new String(record.value(), UTF_8))
                                .path("taskId")
                                .asText());
            }
        }
        return ids;
    }
}
