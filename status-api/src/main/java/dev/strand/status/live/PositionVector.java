package dev.strand.status.live;

import dev.strand.status.stream.ReadPosition;
import dev.strand.status.stream.ReadPositions;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far both logs of each partition had been read: the id of an event. Means the same to every
 * instance.
 *
 * @param offsets by partition
 */
record PositionVector(SortedMap<Integer, Offsets> offsets) {
    private static final int RADIX = 36;

    /** Nothing is known. */
    static final PositionVector EMPTY = new PositionVector(new TreeMap<>());

    /** With the later offsets of each partition of both. */
    PositionVector with(PositionVector other) {
        SortedMap<Integer, Offsets> all = new TreeMap<>(offsets);
        other.offsets()
                .forEach((partition, at) ->
                        all.merge(
                                partition,
                                at,
                                (one, two) ->
                                        new Offsets(
                                                Math.max(one.tasks(), two.tasks()),
                                                Math.max(one.status(), two.status()))));
        return new PositionVector(all);
    }

    /** Only of these partitions. */
    PositionVector of(Set<Integer> partitions) {
        SortedMap<Integer, Offsets> some = new TreeMap<>(offsets);
        some.keySet().retainAll(partitions);
        return new PositionVector(some);
    }

    /**
     * Next offsets of one partition.
     *
     * @param tasks in {@code strand.tasks}
     * @param status in {@code strand.status}
     */
    record Offsets(long tasks, long status) {}

    static PositionVector of(ReadPositions positions) {
        SortedMap<Integer, Offsets> offsets = new TreeMap<>();
        for (Map.Entry<Integer, ReadPosition> each : positions.open().entrySet()) {
            ReadPosition at = each.getValue();
            offsets.put(each.getKey(), new Offsets(at.tasks(), at.status()));
        }
        return new PositionVector(offsets);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static PositionVector parse(String text) {
        SortedMap<Integer, Offsets> offsets = new TreeMap<>();
        for (String part : text.split("-", -1)) {
            String[] numbers = part.split("\\.", -1);
            if (numbers.length != 3) {
                throw new IllegalArgumentException("not a position: " + text);
            }
            offsets.put(
                    Math.toIntExact(number(numbers[0])),
                    new Offsets(number(numbers[1]), number(numbers[2])));
        }
        return new PositionVector(offsets);
    }

    private static long number(String digits) {
        long number = Long.parseLong(digits, RADIX);
        if (number < 0) {
            throw new IllegalArgumentException("not an offset: " + digits);
        }
        return number;
    }

    /** The text form: {@code partition.tasks.status} in base 36, joined by dashes. */
    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(each ->
                        Integer.toString(each.getKey(), RADIX)
                                + "."
                                + Long.toString(each.getValue().tasks(), RADIX)
                                + "."
                                + Long.toString(each.getValue().status(), RADIX))
                .collect(Collectors.joining("-"));
    }
}
