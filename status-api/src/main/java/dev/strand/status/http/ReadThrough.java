package dev.strand.status.http;

import dev.strand.status.config.StatusConfig;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.ReadPosition;
import dev.strand.status.stream.ReadPositions;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code at=partition-sequence}: the answer comes once the task record there is in the table, so
 * that whoever got a 202 for it never gets a 404.
 */
@Singleton
class ReadThrough {
    /** Where other instances wait. */
    static final String PATH = "/internal/reached";

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    private final ReadPositions positions;
    private final LocalTables tables;
    private final StatusConfig config;
    private final Fleet fleet;

    ReadThrough(ReadPositions positions, LocalTables tables, StatusConfig config, Fleet fleet) {
        this.positions = positions;
        this.fleet = fleet;
        this.tables = tables;
        this.config = config;
    }

    /** Where a task record stands. */
    record At(int partition, long sequence) {}

    /** Longest time that a request may ask to wait. */
    Duration limit() {
        return config.waitLimit();
    }

    /** The parameter {@code at} of a request, or null. */
    @Nullable At at(QueryParameters query) {
        String text = query.text("at");
        if (text == null) {
            return null;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            query.refuse("at", "must be partition-sequence, for example 3-1042", text);
            return null;
        }
        At at = new At(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
        int partitions = tables.partitions();
        if (partitions > 0 && at.partition() >= partitions) {
            query.refuse("at", "must name one of " + partitions + " partitions, from 0", text);
        }
        return at;
    }

    /**
     * Completes with the time that is left once the record is in the table; fails with 504 if it
     * takes too long.
     *
     * @param wait how long the request will wait, or null where it does not say
     */
    CompletableFuture<Duration> reached(@Nullable At at, @Nullable Duration wait) {
        Duration patience = wait == null ? config.atTimeout() : wait;
        if (at == null) {
            return CompletableFuture.completedFuture(patience);
        }
        String other = fleet.otherWith(at.partition());
        return other == null ? here(at, patience) : there(other, at, patience);
    }

    /** Asks another instance to wait; goes on where it cannot, since the partition moves then. */
    private CompletableFuture<Duration> there(String other, At at, Duration patience) {
        long began = System.nanoTime();
        byte[] body =
                ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                        .putInt(at.partition())
                        .putLong(at.sequence())
                        .putLong(patience.toMillis())
                        .array();
        return fleet.call(other, PATH, body, patience.plusSeconds(1))
                .thenApply(answer -> patience.minusNanos(System.nanoTime() - began))
                .exceptionallyCompose(failure ->
                        again(at, patience.minusNanos(System.nanoTime() - began).minus(PAUSE)));
    }

    private CompletableFuture<Duration> again(At at, Duration left) {
        if (!left.isPositive()) {
            throw tooLate(at, positions.awaited(at.partition()), new TimeoutException());
        }
        return CompletableFuture.supplyAsync(
                        () -> left,
                        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(rest -> reached(at, rest));
    }

    /**
     * Waits for another instance.
     *
     * @param body as another instance wrote it
     */
    CompletableFuture<Duration> answer(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        At at = new At(in.getInt(), in.getLong());
        return here(at, Duration.ofMillis(in.getLong()));
    }

    private CompletableFuture<Duration> here(At at, Duration patience) {
        long began = System.nanoTime();
        ReadPosition position = positions.awaited(at.partition());
        return position.reached(at.sequence(), patience)
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        throw tooLate(at, position, failure);
                    }
                    Duration left = patience.minusNanos(System.nanoTime() - began);
                    return left.isNegative() ? Duration.ZERO : left;
                });
    }

    private static RuntimeException tooLate(At at, ReadPosition position, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof TimeoutException)) {
            return new CompletionException(cause);
        }
        String where =
                position.isOpen()
                        ? "partition %d has been read up to %d"
                                .formatted(at.partition(), position.tasks())
                        : "partition %d is not being read yet".formatted(at.partition());
        return new ProblemException(
                new Problem(
                        "not-read-yet",
                        "Not read yet",
                        504,
                        where + ", asked for " + at.sequence() + "; ask again",
                        List.of(),
                        List.of(Problem.Fact.of("readUpTo", String.valueOf(position.tasks()))),
                        1));
    }
}
