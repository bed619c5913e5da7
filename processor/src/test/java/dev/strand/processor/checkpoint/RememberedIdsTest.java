package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedIdsTest {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path directory;

    private RocksDbFixture rocksDb;
    private RememberedIds remembered;

    @BeforeEach
    void open() {
        rocksDb = new RocksDbFixture(directory);
        remembered = new RememberedIds(rocksDb.store(), WINDOW);
        remembered.load();
    }

    @AfterEach
    void close() {
        rocksDb.close();
    }

    @Test
    void shouldFindTheNewestRunWhereSeveralWindowsHoldTheId() {
        // Given
        Seen first = new Seen(1, 10, NOON);
        Seen second = new Seen(2, 20, NOON.plus(Duration.ofMinutes(50)));
        remembered.put("g", "t", first);
        remembered.put("g", "t", second);
        // Then
        Instant later = NOON.plus(Duration.ofMinutes(55));
        assertThat(remembered.find("g", "t", later)).isEqualTo(second);
        checkpoint();
        assertThat(remembered.find("g", "t", later)).isEqualTo(second);
    }

    @Test
    void shouldForgetAnIdOnceTheWindowIsOverAndNotBefore() {
        remembered.put("g", "t", new Seen(1, 10, NOON));
        assertThat(remembered.find("g", "t", NOON.plus(WINDOW))).isNotNull();
        assertThat(remembered.find("g", "t", NOON.plus(WINDOW).plusMillis(1))).isNull();
    }

    @Test
    void shouldTellGroupsAndTasksApart() {
        remembered.put("ab", "c", new Seen(1, 10, NOON));
        assertThat(remembered.find("a", "bc", NOON)).isNull();
        assertThat(remembered.find("ab", "d", NOON)).isNull();
    }

    @Test
    void shouldKnowAfterARestartWhatWasCheckpointedAndNothingElse() {
        // Given
        remembered.put("g", "kept", new Seen(1, 10, NOON));
        checkpoint();
        remembered.put("g", "lost", new Seen(1, 11, NOON));
        // When
        RememberedIds restarted = new RememberedIds(rocksDb.store(), WINDOW);
        restarted.load();
        // Then
        assertThat(restarted.find("g", "kept", NOON)).isEqualTo(new Seen(1, 10, NOON));
        assertThat(restarted.find("g", "lost", NOON)).isNull();
    }

    @Test
    void shouldFindEveryIdWhileItLearnsWhatWasThereBeforeARestart() {
        // Given
        int ids = 3_500;
        for (int i = 0; i < ids; i++) {
            remembered.put("g" + i, "t", new Seen(1, i, NOON));
        }
        checkpoint();
        // When
        remembered = new RememberedIds(rocksDb.store(), WINDOW);
        remembered.load();
        // Then
        for (int round = 0; round < 6; round++) {
            remembered.put("new" + round, "t", new Seen(1, ids + round, NOON));
            for (int i = 0; i < ids; i++) {
                assertThat(remembered.find("g" + i, "t", NOON)).as("id %d", i).isNotNull();
            }
            assertThat(remembered.find("new" + round, "t", NOON)).isNotNull();
            assertThat(remembered.find("other" + round, "t", NOON)).isNull();
            checkpoint();
        }
    }

    @Test
    void shouldDeleteOldWindowsInPiecesAndInTheEndWholly() {
        // Given
        int ids = 5_000;
        for (int i = 0; i < ids; i++) {
            remembered.put("g" + i, "t", new Seen(1, i, NOON));
        }
        checkpoint();
        assertThat(stored()).isEqualTo(ids);
        // When
        Instant muchLater = NOON.plus(WINDOW.multipliedBy(5));
        remembered.put("new", "t", new Seen(1, ids, muchLater));
        checkpoint();
        // Then
        assertThat(stored()).as("one piece").isBetween(ids - 2_500L, ids - 1_500L);
        for (int i = 0; i < 5; i++) {
            checkpoint();
        }
        assertThat(stored()).as("only the new one").isOne();
        assertThat(remembered.find("new", "t", muchLater)).isNotNull();
    }

    private void checkpoint() {
        remembered.checkpoint();
        rocksDb.checkpoint();
    }

    private long stored() {
        long count = 0;
        try (KeyValueIterator<Bytes, byte[]> all =
                rocksDb.store().range(Keys.seenFrom(0), Keys.lastSeen())) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }
}
