package dev.strand.schemas.task;

import dev.strand.core.log.Stated;
import dev.strand.core.log.Stated.Option;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;

/** Reads {@code retry} of a submission: what it leaves out is as in {@link RetryPolicy#DEFAULT}. */
final class RetryReader {
    private enum Field {
        MAX_ATTEMPTS,
        INITIAL_DELAY,
        MULTIPLIER,
        MAX_DELAY,
        JITTER
    }

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final double MIN_MULTIPLIER = 1.0;
    private static final double MAX_MULTIPLIER = 100.0;

    private final JsonInput input;
    private int maxAttempts = RetryPolicy.DEFAULT.maxAttempts();
    private Duration initialDelay = RetryPolicy.DEFAULT.initialDelay();
    private double multiplier = RetryPolicy.DEFAULT.multiplier();
    private Duration maxDelay = RetryPolicy.DEFAULT.maxDelay();
    private double jitter = RetryPolicy.DEFAULT.jitter();
    private Stated stated = Stated.NOTHING;
    private boolean delaysAreGood = true;

    private RetryReader(JsonInput input) {
        this.input = input;
    }

    /**
     * A policy as read.
     *
     * @param stated which of it was there
     */
    record Read(RetryPolicy policy, Stated stated) {
        /** Nothing was there. */
        static final Read NOTHING = new Read(RetryPolicy.DEFAULT, Stated.NOTHING);
    }

    /** Reads the current value. */
    static Read read(JsonInput input) throws IOException {
        return input.enterObject() ? new RetryReader(input).fields() : Read.NOTHING;
    }

    private Read fields() throws IOException {
        EnumSet<Field> seen = EnumSet.noneOf(Field.class);
        while (input.nextField()) {
            Field field = FIELDS.find(input.name());
            if (field == null) {
                input.refuseUnknown(FIELDS);
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        if (delaysAreGood && maxDelay.compareTo(initialDelay) < 0) {
            boolean isDefault = !seen.contains(Field.MAX_DELAY);
            input.refuse(
                    FieldNames.nameOf(Field.MAX_DELAY),
                    "must be at least retry.initialDelay (" + initialDelay + ")",
                    "raise it, or lower retry.initialDelay",
                    maxDelay + (isDefault ? " (the default)" : ""));
        }
        input.leave();
        return new Read(
                new RetryPolicy(maxAttempts, initialDelay, multiplier, maxDelay, jitter), stated);
    }

    private void read(Field field) throws IOException {
        stated = stated.with(option(field));
        switch (field) {
            case MAX_ATTEMPTS ->
                    maxAttempts = input.integer(1, RetryPolicy.MAX_ATTEMPTS_LIMIT, maxAttempts);
            case INITIAL_DELAY -> initialDelay = delay(initialDelay);
            case MULTIPLIER ->
                    multiplier = input.number(MIN_MULTIPLIER, MAX_MULTIPLIER, multiplier);
            case MAX_DELAY -> maxDelay = delay(maxDelay);
            case JITTER -> jitter = input.number(0.0, 1.0, jitter);
        }
    }

    private static Option option(Field field) {
        return switch (field) {
            case MAX_ATTEMPTS -> Option.MAX_ATTEMPTS;
            case INITIAL_DELAY -> Option.INITIAL_DELAY;
            case MULTIPLIER -> Option.MULTIPLIER;
            case MAX_DELAY -> Option.MAX_DELAY;
            case JITTER -> Option.JITTER;
        };
    }

    private Duration delay(Duration otherwise) throws IOException {
        Duration delay = input.text(TaskRules.RETRY_DELAY);
        if (delay == null) {
            delaysAreGood = false;
            return otherwise;
        }
        return delay;
    }
}
