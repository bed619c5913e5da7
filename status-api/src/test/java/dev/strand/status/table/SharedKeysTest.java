package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.status.table.TableReader.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What lists of labels share: nothing left out, and hints that end by and by. */
class SharedKeysTest {
    private static final long HOUR = 3_600_000;

    private final MapStore indexes = new MapStore();
    private final TableReader table =
            new TableReader(0, LiveCounts.unknown(), new MapStore(), new MapStore(), indexes);

    @Test
    void shouldFindExactlyTheRunsThatHaveAllLabelsInBothOrders() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Place> all = new ArrayList<>();
        for (int sequence = 0; sequence < 3_000; sequence++) {
            boolean isRare = random.nextInt(40) == 0;
            Place place = new Place("g" + random.nextInt(7), sequence, random.nextLong(HOUR));
            label(place, "channel", random.nextBoolean() ? "mail" : "sms");
            if (isRare) {
                label(place, "tenant", "acme");
            }
            if (random.nextInt(3) == 0) {
                label(place, "size", "big");
            }
            all.add(place);
        }
        Map<String, String> labels = Map.of("channel", "mail", "tenant", "acme", "size", "big");
        for (boolean isOldestFirst : List.of(false, true)) {
            Span span = new Span(HOUR / 4, HOUR / 2, isOldestFirst);
            Comparator<Place> order = Comparator.comparingLong(Place::millis);
            List<Place> wanted =
                    all.stream()
                            .filter(place -> place.millis() >= HOUR / 4)
                            .filter(place -> place.millis() <= HOUR / 2)
                            .filter(place -> hasAll(place, labels))
                            .sorted(isOldestFirst ? order : order.reversed())
                            .toList();

            assertThat(walked(labels, span))
                    .as("seed %d, oldest first: %s", seed, isOldestFirst)
                    .filteredOn(place -> hasAll(place, labels))
                    .containsExactlyElementsOf(wanted);
        }
    }

    @Test
    void shouldGiveAWayOutWhereListsShareNothing() {
        for (int sequence = 0; sequence < 20_000; sequence++) {
            Place place = new Place("g", sequence, sequence);
            label(place, "channel", sequence % 2 == 0 ? "mail" : "sms");
            label(place, "day", sequence % 2 == 0 ? "monday" : "sunday");
        }
        List<Place> hints =
                List.copyOf(
                        walked(
                                new TreeMap<>(Map.of("channel", "mail", "day", "sunday")),
                                Span.ALL));

        assertThat(hints).hasSizeBetween(10, 1_000).doesNotHaveDuplicates();
        assertThat(hints).isSortedAccordingTo(Comparator.comparingLong(Place::millis).reversed());
    }

    @Test
    void shouldEndAtOnceWhereOneListIsEmpty() {
        label(new Place("g", 1, 1), "channel", "mail");

        assertThat(walked(Map.of("channel", "mail", "tenant", "nobody"), Span.ALL)).isEmpty();
    }

    private void label(Place place, String name, String value) {
        indexes.put(
                Keys.newestFirst(
                        Keys.labelPrefix(name, value),
                        place.millis(),
                        place.sequence(),
                        place.groupId()),
                Index.PRESENT);
    }

    private boolean hasAll(Place place, Map<String, String> labels) {
        return labels.entrySet().stream()
                .allMatch(label ->
                        indexes.get(
                                        Keys.newestFirst(
                                                Keys.labelPrefix(label.getKey(), label.getValue()),
                                                place.millis(),
                                                place.sequence(),
                                                place.groupId()))
                                != null);
    }

    private Set<Place> walked(Map<String, String> labels, Span span) {
        Set<Place> found = new LinkedHashSet<>();
        try (Walk<Place> walk = table.byLabels(labels, span)) {
            for (Place place = walk.peek(); place != null; place = walk.peek()) {
                assertThat(found.add(place)).as("%s comes once", place).isTrue();
                walk.advance();
            }
        }
        return found;
    }
}
