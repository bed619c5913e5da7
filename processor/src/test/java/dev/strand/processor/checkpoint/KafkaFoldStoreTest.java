package dev.strand.processor.checkpoint;

import dev.strand.testing.fold.InMemoryFoldStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the store with one that keeps everything in memory, through restarts. */
class KafkaFoldStoreTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int STEPS = 4_000;

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBeLikeAStoreInMemoryThroughCheckpointsAndRestarts(long seed) {
        try (RocksDbFixture rocksDb = new RocksDbFixture(directory)) {
            KafkaFoldStore store = new KafkaFoldStore(rocksDb.store(), WINDOW);
            InMemoryFoldStore reference = new InMemoryFoldStore(WINDOW);
            RandomWalk walk = new RandomWalk(seed);
            for (int step = 0; step < STEPS; step++) {
                String where = "seed %d, step %d".formatted(seed, step);
                walk.change(List.of(store, reference));
                if (walk.isOneIn(20)) {
                    rocksDb.checkpoint();
                }
                if (walk.isOneIn(150)) {
                    rocksDb.checkpoint();
                    store = new KafkaFoldStore(rocksDb.store(), WINDOW);
                }
                if (walk.isOneIn(50)) {
                    StoreComparison.sameGroups(where, store, reference, walk.oneUpTo(5));
                }
                StoreComparison.same(where, store, reference, walk);
            }
            walk.assertNotVacuous();
        }
    }

    @Test
    void shouldBeAsAtTheLastCheckpointOnceChangesAreDiscarded() {
        try (RocksDbFixture rocksDb = new RocksDbFixture(directory)) {
            KafkaFoldStore store = new KafkaFoldStore(rocksDb.store(), WINDOW);
            InMemoryFoldStore reference = new InMemoryFoldStore(WINDOW);
            RandomWalk walk = new RandomWalk(42);
            for (int step = 0; step < 200; step++) {
                walk.change(List.of(store, reference));
            }
            rocksDb.checkpoint();
            for (int step = 0; step < 200; step++) {
                walk.change(List.of(store));
            }
            rocksDb.store().clearCache();
            for (int step = 0; step < 500; step++) {
                StoreComparison.same("after discard, look " + step, store, reference, walk);
            }
        }
    }
}
