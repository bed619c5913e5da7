package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class KeyFilterTest {
    private static final int KEYS = 100_000;

    private final KeyFilter filter = new KeyFilter();

    private static Bytes key(int number) {
        return Keys.seen(20_000, "group-" + number % 100, "task-" + number);
    }

    @Test
    void shouldNeverMissAKeyThatWasAdded() {
        IntStream.range(0, KEYS).forEach(i -> filter.add(key(i)));
        assertThat(IntStream.range(0, KEYS).filter(i -> !filter.mayContain(key(i)))).isEmpty();
    }

    @Test
    void shouldRuleOutNearlyAllOthers() {
        IntStream.range(0, KEYS).forEach(i -> filter.add(key(i)));
        long wrong = IntStream.range(KEYS, 2 * KEYS).filter(i -> filter.mayContain(key(i))).count();
        assertThat(wrong).as("false alarms of %d", KEYS).isLessThan(KEYS / 20);
    }

    @Test
    void shouldRuleOutNothingOnceItHoldsMoreThanItMay() {
        for (int i = 0; i <= KeyFilter.MAX_KEYS; i++) {
            filter.add(key(i));
        }
        assertThat(filter.mayContain(key(-1))).isTrue();
    }
}
