package dev.strand.benchmarks.report;

import java.util.List;

/**
 * Some numbers, in short.
 *
 * @param min smallest
 * @param median the middle one, or the mean of the two in the middle
 * @param max largest
 */
public record Spread(double min, double median, double max) {
    /** Of at least one number. */
    static Spread of(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }
}
