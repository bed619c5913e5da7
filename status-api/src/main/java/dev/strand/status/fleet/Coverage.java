package dev.strand.status.fleet;

import dev.strand.core.log.RawJson;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an answer covers.
 *
 * @param missing partitions that nobody could answer for in time: what they have is not in it
 * @param lags partitions that were answered by a copy, or by who has just taken them, and how many
 *     records that was behind; negative where that is not known
 */
public record Coverage(SortedSet<Integer> missing, SortedMap<Integer, Long> lags) {
    /** Everything, up to date. */
    public static final Coverage FULL = new Coverage(new TreeSet<>(), new TreeMap<>());

    /** Whether something may be missing. */
    public boolean isPartial() {
        return !missing.isEmpty();
    }

    /** Whether nothing is missing and nothing was answered by a copy, which may be behind. */
    public boolean isCurrent() {
        return missing.isEmpty() && lags.isEmpty();
    }

    /** {@link #missing} as JSON. */
    public RawJson missingJson() {
        return RawJson.of(missing.toString());
    }

    /** {@link #missing} for a header, such as {@code partitions=3,7}. */
    public String missingHeader() {
        return missing.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "partitions=", ""));
    }

    private static String words(long lag) {
        return lag < 0 ? "unknown" : String.valueOf(lag);
    }

    /** {@link #lags} for a header, such as {@code 3=120,7=0}. */
    public String lagHeader() {
        return lags.entrySet().stream()
                .map((Map.Entry<Integer, Long> each) ->
                        each.getKey() + "=" + words(each.getValue()))
                .collect(Collectors.joining(","));
    }
}
