package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.core.log.FactStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that gives up while it waits leaves its place to others at once, whichever of two
 * instances it has asked. All waits are for 5 minutes, so that no place is free by itself.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AbandonedWaitsIT {
    private static final int PLACES = 3;
    private static final int ROUNDS = 3;

    /** More than two waits of those that are asked for again and again. */
    private static final Duration SLICES = Duration.ofSeconds(3);

    private static final Map<String, Object> SETTINGS =
            Map.of("strand.status.max-waiters", PLACES, "strand.status.wait-limit", "PT5M");

    @TempDir private static Path directory;

    private static TwoInstances instances;
    private static StatusUnderTest one;
    private static StatusUnderTest two;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(directory, SETTINGS);
        one = instances.one();
        two = instances.two();
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    void shouldGiveThePlacesOfClientsThatHaveGoneToOthersAtOnce() throws Exception {
        String task = "abandoned-" + UUID.randomUUID();
        RecordMetadata at = one.submit(task, task, "email");
        String path = at(at, task) + "&wait=PT5M";
        StatusUnderTest keeper = instances.keeper(at.partition());

        for (StatusUnderTest asked : instances.both()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<RawConnection> clients = opened(asked, path, PLACES);
                awaitWaiters(keeper, PLACES);
                assertThat(keeper.get(path).statusCode()).isEqualTo(503);
                for (RawConnection client : clients) {
                    client.close();
                }
                awaitWaiters(keeper, 0);
            }
        }
        List<RawConnection> last = opened(two, path, PLACES);
        awaitWaiters(keeper, PLACES);
        one.happened(at, task, task, 1, FactStatus.COMPLETED);
        for (RawConnection client : last) {
            assertThat(client.status()).isEqualTo(200);
            client.close();
        }
        awaitWaiters(keeper, 0);
    }

    @Test
    void shouldGiveUpEverywhereWhatNobodyHasHeardOf() throws Exception {
        String path = "/api/tasks/unheard-" + UUID.randomUUID() + "?wait=PT5M";
        RawConnection client = opened(one, path, 1).getFirst();
        awaitWaiters(one, 1);
        awaitWaiters(two, 1);
        client.close();
        awaitNobodyAnyMore();
    }

    /** Such a wait is asked for anew each second: between two of them, nobody waits either. */
    private static void awaitNobodyAnyMore() {
        await().atMost(30, TimeUnit.SECONDS)
                .during(SLICES)
                .until(() -> TwoInstances.waiters(one) + TwoInstances.waiters(two) == 0);
    }

    private static List<RawConnection> opened(StatusUnderTest asked, String path, int count)
            throws Exception {
        List<RawConnection> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawConnection client = new RawConnection(URI.create(asked.url()).getPort());
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            clients.add(client);
        }
        return clients;
    }

    private static void awaitWaiters(StatusUnderTest instance, int count) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> TwoInstances.waiters(instance) == count);
    }
}
