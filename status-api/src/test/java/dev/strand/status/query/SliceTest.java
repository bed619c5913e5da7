package dev.strand.status.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.status.query.Slice.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Parts of a list from several instances become one list, whatever each has looked at. */
class SliceTest {
    private static final int SEEDS = 300;

    @Test
    void shouldShowEveryItemOnceAndInOrderOverAllPages() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<List<Integer>> instances = new ArrayList<>();
            List<Integer> all = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                instances.add(new ArrayList<>());
            }
            int size = random.nextInt(60);
            for (int value = 0; value < size; value++) {
                instances.get(random.nextInt(3)).add(value);
                all.add(value);
            }

            List<Integer> seen = new ArrayList<>();
            int after = -1;
            int pages = 0;
            boolean isLast = false;
            while (!isLast) {
                int from = after;
                int limit = 1 + random.nextInt(7);
                List<Slice<Integer>> parts =
                        instances.stream().map(each -> part(each, from, limit, random)).toList();
                Slice<Integer> page = Slice.merged(parts, limit);
                seen.addAll(page.values());
                Bytes reached = page.reached();
                isLast = reached == null;
                after = reached == null ? after : reached.get()[0];
                assertThat(page.values()).as("seed %d", seed).hasSizeLessThanOrEqualTo(limit);
                assertThat(pages++).as("pages, seed %d", seed).isLessThan(200);
            }
            assertThat(seen).as("seed %d", seed).isEqualTo(all);
        }
    }

    @Test
    void shouldKnowTheTotalOnlyWhereEveryInstanceDoes() {
        Slice<String> one = new Slice<>(List.of(), null, 3);
        assertThat(Slice.merged(List.of(one, one), 10).total()).isEqualTo(6);
        Slice<String> unknown = new Slice<>(List.of(), null, Slice.UNKNOWN);
        assertThat(Slice.merged(List.of(one, unknown), 10).total()).isEqualTo(Slice.UNKNOWN);
    }

    /** What one instance answers: it may have looked at few and found nothing. */
    private static Slice<Integer> part(List<Integer> has, int after, int limit, Random random) {
        List<Item<Integer>> items = new ArrayList<>();
        int looks = 1 + random.nextInt(10);
        Bytes reached = null;
        boolean isMore = false;
        for (int value : has) {
            if (value <= after) {
                continue;
            }
            if (items.size() == limit || looks-- == 0) {
                isMore = true;
                break;
            }
            reached = Bytes.wrap(new byte[] {(byte) value});
            items.add(new Item<>(reached, value));
        }
        return new Slice<>(items, isMore ? reached : null, Slice.UNKNOWN);
    }
}
