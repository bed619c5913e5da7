package dev.strand.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class InputWatchTest {
    private static final int PARTITIONS = 12;

    private final InputWatch keys = new InputWatch(PARTITIONS);

    @Test
    void shouldCountEveryKeyThatIsNotWhereKafkaWouldPutIt() {
        int misplaced = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] key = ("group-" + i).getBytes(StandardCharsets.UTF_8);
            int right = Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
            keys.check(key, right);
            if (i % 3 == 0) {
                keys.check(key, (right + 1 + i % (PARTITIONS - 1)) % PARTITIONS);
                misplaced++;
            }
        }
        assertThat(keys.misplaced()).isEqualTo(misplaced);
    }

    @Test
    void shouldNotMindRecordsWithoutAKeyWhereverTheyAre() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            keys.check(null, partition);
        }
        assertThat(keys.misplaced()).isZero();
    }

    @Test
    void shouldCountUnreadableFactsApart() {
        keys.unreadable(3, 17);
        keys.unreadable(3, 18);
        assertThat(keys.unreadable()).isEqualTo(2);
        assertThat(keys.misplaced()).isZero();
    }
}
