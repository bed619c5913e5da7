package dev.strand.schemas.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Durations as ISO-8601 text: {@code P}, days, then after {@code T} hours, minutes and seconds with
 * up to nine decimals. Upper case, no sign, no years, months or weeks, at least one part.
 */
public final class DurationFormat {
    private static final String UNITS = "DHMS";
    private static final long[] UNIT_SECONDS = {86_400, 3600, 60, 1};
    private static final int SECONDS_UNIT = 3;
    private static final int MAX_DIGITS = 9;

    private DurationFormat() {}

    /** The text of a duration that is not negative. */
    public static String format(Duration duration) {
        return duration.toString();
    }

    /** The duration that a text names, 0 or more, or null where it is none. Never throws. */
    public static @Nullable Duration parse(String text) {
        if (text.length() < 3 || text.charAt(0) != 'P') {
            return null;
        }
        long seconds = 0;
        int nanos = 0;
        int unit = -1;
        boolean inTime = false;
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == 'T' && !inTime) {
                inTime = true;
                at++;
            }
            int digits = digitsEnd(text, at);
            if (digits == at || digits - at > MAX_DIGITS || digits == text.length()) {
                return null;
            }
            long number = Long.parseLong(text, at, digits, 10);
            at = digits;
            boolean hasDecimals = text.charAt(at) == '.';
            if (hasDecimals) {
                int end = digitsEnd(text, at + 1);
                if (end == at + 1 || end - at - 1 > MAX_DIGITS || end == text.length()) {
                    return null;
                }
                nanos = nanos(text, at + 1, end);
                at = end;
            }
            int next = UNITS.indexOf(text.charAt(at));
            if (next <= unit || (next > 0) != inTime || (hasDecimals && next != SECONDS_UNIT)) {
                return null;
            }
            unit = next;
            seconds += number * UNIT_SECONDS[unit];
            at++;
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int nanos(String text, int from, int end) {
        int nanos = 0;
        for (int i = from; i < from + MAX_DIGITS; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }
}
