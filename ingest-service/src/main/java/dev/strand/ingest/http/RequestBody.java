package dev.strand.ingest.http;

import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemType;
import io.micronaut.http.body.ByteBody;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;

/**
 * The body of a request that is small enough to be held in memory: all of it, in time, or a
 * problem.
 */
public sealed interface RequestBody {
    /**
     * A body that is too large by no more than this is read to its end, so that the client gets to
     * see the answer.
     */
    int MAX_SWALLOWED_BYTES = 16 << 20;

    /**
     * The whole body.
     *
     * @param bytes what came
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Whole(byte[] bytes) implements RequestBody {}

    /**
     * No body.
     *
     * @param problem why
     * @param closes whether the rest of it is still to come and is not to be read
     */
    record Refused(Problem problem, boolean closes) implements RequestBody {}

    /**
     * Reads a body, blocking. A length announced as too large is refused before anything is read.
     *
     * @param maxBytes largest body
     * @param timeout longest time until its end has come
     */
    static RequestBody read(ByteBody body, int maxBytes, Duration timeout)
            throws InterruptedException {
        long announced = body.expectedLength().orElse(0);
        if (announced > maxBytes) {
            return new Refused(
                    tooLarge(maxBytes, announced + " bytes"), announced > MAX_SWALLOWED_BYTES);
        }
        Collector collector = new Collector(maxBytes);
        try {
            Flux.from(body.toByteArrayPublisher())
                    .takeUntil(chunk -> !collector.take(chunk))
                    .then()
                    .toFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String detail =
                    "the body must arrive within "
                            + timeout
                            + ", got "
                            + collector.count
                            + " bytes so far; send it faster, or as items of a batch";
            return new Refused(new Problem(ProblemType.TIMED_OUT, detail), true);
        } catch (ExecutionException e) {
            return new Refused(unreadable(e.getCause() == null ? e : e.getCause()), true);
        }
        return collector.count <= maxBytes
                ? new Whole(collector.kept.toByteArray())
                : new Refused(tooLarge(maxBytes, "more"), collector.count > MAX_SWALLOWED_BYTES);
    }

    /** A body that broke off or is not encoded as its headers say. */
    static Problem unreadable(Throwable failure) {
        return new Problem(
                ProblemType.MALFORMED, "the body could not be read: " + failure.getMessage());
    }

    /** A submission of more bytes than allowed. */
    static Problem tooLarge(long maxBytes, String got) {
        return new Problem(
                ProblemType.TOO_LARGE,
                "a submission must have at most "
                        + maxBytes
                        + " bytes, got "
                        + got
                        + "; send less, or a reference to where the rest is kept");
    }

    /** Keeps what is allowed and counts the rest. */
    final class Collector {
        private final int maxBytes;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long count;

        private Collector(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** Whether more may come. */
        private boolean take(byte[] chunk) {
            count += chunk.length;
            if (count <= maxBytes) {
                kept.writeBytes(chunk);
            }
            return count <= MAX_SWALLOWED_BYTES;
        }
    }
}
