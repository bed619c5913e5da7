package dev.strand.handlers.data;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation: how long it takes, how deep it goes, and how much it makes. For one
 * thread.
 */
final class Limits {

    /** An evaluation has gone beyond a limit. */
    static final class ExceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Whether it was the time, of which there may be more another time. */
        private final boolean isTime;

        ExceededException(boolean isTime, String message) {
            super(message);
            this.isTime = isTime;
        }

        boolean isTime() {
            return isTime;
        }
    }

    /** What stops an evaluation whose task is to stop. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("the evaluation was interrupted");
        }
    }

    /** Calls inside of each other. */
    static final int MAX_DEPTH = 250;

    /** Weight of the largest value: a character weighs 1, everything else {@value #NODE}. */
    static final long MAX_VALUE_WEIGHT = 16L * 1024 * 1024;

    /** Weight of all values that an evaluation makes. */
    static final long MAX_TOTAL_WEIGHT = 4 * MAX_VALUE_WEIGHT;

    /** The longest text. */
    private static final int MAX_CHARACTERS = 2 * 1024 * 1024;

    private static final int NODE = 16;

    private final long deadlineNanos;
    private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
    private long total;
    private int depth;

    Limits(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** Called when a part of the expression is entered. */
    void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new ExceededException(
                    false, "must not call itself more than " + MAX_DEPTH + " deep");
        }
        check();
    }

    /** Called when it is left. */
    void leave(@Nullable Object result) {
        depth--;
        checkSize(weightOf(result));
        check();
    }

    /** Refuses a value of this weight before it is made. */
    void checkSize(long weight) {
        if (weight > MAX_VALUE_WEIGHT) {
            throw new ExceededException(
                    false,
                    "must not make a value of more than 16 MiB (an element counts as 16"
                            + " characters)");
        }
    }

    private void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoppedException();
        }
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw new ExceededException(true, "must end in time");
        }
    }

    /**
     * The weight of a value as if it were written out: a part that is in it twice weighs twice.
     * Each list or map is looked through once.
     */
    private long weightOf(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text when text.length() > MAX_CHARACTERS ->
                    throw new ExceededException(
                            false,
                            "must not make a text of more than " + MAX_CHARACTERS + " characters");
            case String text -> made(NODE + text.length());
            case List<?> list -> {
                checkSize((long) NODE * list.size());
                yield container(list, list);
            }
            case Map<?, ?> map -> container(map, map.values());
            default -> NODE;
        };
    }

    private long container(Object value, Iterable<?> parts) {
        Long known = weights.get(value);
        if (known != null) {
            return known;
        }
        long weight = NODE;
        long own = NODE;
        for (Object part : parts) {
            own += NODE;
            weight += Math.max(NODE, weightOf(part));
            checkSize(weight);
        }
        weights.put(value, weight);
        made(own);
        return weight;
    }

    private long made(long weight) {
        total += weight;
        if (total > MAX_TOTAL_WEIGHT) {
            throw new ExceededException(
                    false, "must not make more than about 64 MiB of values in all");
        }
        return weight;
    }
}
