package dev.strand.schemas.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Instants as RFC 3339 text. Written always in UTC with exactly three decimals ({@code
 * 2026-12-01T08:00:00.000Z}), so that text order is time order; read with any offset and up to nine
 * decimals, of which milliseconds are kept.
 */
public final class TimeFormat {
    /** Length of every text written. */
    public static final int LENGTH = 24;

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MIN_MILLIS = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int MAX_DECIMALS = 9;
    private static final int SECONDS_END = 19;
    private static final int OFFSET_CHARS = 6;

    private TimeFormat() {}

    /**
     * The text of an instant, cut to milliseconds; years outside 0000 to 9999 give the nearest
     * instant that can be written.
     */
    public static String format(Instant instant) {
        byte[] ascii = new byte[LENGTH];
        write(instant, ascii, 0);
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes {@link #format} as {@value #LENGTH} ASCII bytes into {@code target} from {@code at}
     * on.
     */
    public static void write(Instant instant, byte[] target, int at) {
        long millis = clampedMillis(instant);
        long day = Math.floorDiv(millis, MILLIS_PER_DAY);
        int ofDay = (int) Math.floorMod(millis, MILLIS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(day);
        pair(target, at, date.getYear() / 100);
        pair(target, at + 2, date.getYear() % 100);
        target[at + 4] = '-';
        pair(target, at + 5, date.getMonthValue());
        target[at + 7] = '-';
        pair(target, at + 8, date.getDayOfMonth());
        target[at + 10] = 'T';
        pair(target, at + 11, ofDay / 3_600_000);
        target[at + 13] = ':';
        pair(target, at + 14, ofDay / 60_000 % 60);
        target[at + 16] = ':';
        pair(target, at + 17, ofDay / 1000 % 60);
        target[at + 19] = '.';
        int millisOfSecond = ofDay % 1000;
        target[at + 20] = (byte) ('0' + millisOfSecond / 100);
        pair(target, at + 21, millisOfSecond % 100);
        target[at + 23] = 'Z';
    }

    /**
     * The instant that a text names, cut to milliseconds, or null where it is no RFC 3339 time.
     * Never throws.
     */
    public static @Nullable Instant parse(String text) {
        if (text.length() <= SECONDS_END || !hasSeparators(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int dayOfMonth = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        int decimals = decimalsEnd(text);
        if ((year | month | dayOfMonth | hour | minute | second | decimals) < 0
                || hour > 23
                || minute > 59
                || second > 59
                || !isDate(year, month, dayOfMonth)) {
            return null;
        }
        long offsetSeconds = offset(text, decimals);
        if (offsetSeconds == Long.MIN_VALUE) {
            return null;
        }
        long day = LocalDate.of(year, month, dayOfMonth).toEpochDay();
        long seconds = day * 86_400L + hour * 3600L + minute * 60L + second - offsetSeconds;
        return Instant.ofEpochMilli(seconds * 1000 + millis(text, decimals));
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static boolean isDate(int year, int month, int dayOfMonth) {
        if (month < 1 || month > 12 || dayOfMonth < 1) {
            return false;
        }
        return dayOfMonth <= 28 || dayOfMonth <= LocalDate.of(year, month, 1).lengthOfMonth();
    }

    /**
     * Index after the decimals, {@link #SECONDS_END} where there are none, -1 where they are
     * malformed.
     */
    private static int decimalsEnd(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int count = end - SECONDS_END - 1;
        return count >= 1 && count <= MAX_DECIMALS ? end : -1;
    }

    private static int millis(String text, int decimalsEnd) {
        int millis = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + 3; i++) {
            millis = millis * 10 + (i < decimalsEnd ? text.charAt(i) - '0' : 0);
        }
        return millis;
    }

    /** Seconds east of UTC, or {@link Long#MIN_VALUE} where the offset is malformed. */
    private static long offset(String text, int at) {
        if (at == text.length() - 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (at != text.length() - OFFSET_CHARS || text.charAt(at + 3) != ':') {
            return Long.MIN_VALUE;
        }
        char sign = text.charAt(at);
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        if ((sign != '+' && sign != '-')
                || hours < 0
                || hours > 23
                || minutes < 0
                || minutes > 59) {
            return Long.MIN_VALUE;
        }
        long seconds = hours * 3600L + minutes * 60L;
        return sign == '+' ? seconds : -seconds;
    }

    /**
     * The decimal number of {@code count} digits at {@code from}, or -1 where one of them is no
     * digit.
     */
    private static int number(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char digit = text.charAt(i);
            if (!isDigit(digit)) {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long clampedMillis(Instant instant) {
        long seconds =
                Math.clamp(
                        instant.getEpochSecond(),
                        Math.floorDiv(MIN_MILLIS, 1000) - 1,
                        Math.floorDiv(MAX_MILLIS, 1000) + 1);
        long millis = seconds * 1000 + instant.getNano() / 1_000_000;
        return Math.clamp(millis, MIN_MILLIS, MAX_MILLIS);
    }

    private static void pair(byte[] target, int at, int number) {
        target[at] = (byte) ('0' + number / 10);
        target[at + 1] = (byte) ('0' + number % 10);
    }
}
