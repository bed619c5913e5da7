package dev.strand.ingest.batch;

import dev.strand.ingest.http.RequestBody;
import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemType;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.submission.Answer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the items of one batch and submits them in order, never more than a bounded number ahead of
 * Kafka and of who takes the answers. Runs on a thread of its own until the items end, the
 * connection breaks, or it is interrupted.
 */
final class BatchReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);

    private final Items items;
    private final boolean endsAtMalformed;
    private final Function<byte[], CompletableFuture<Answer>> submissions;
    private final IngestSettings settings;
    private final Semaphore inFlight;
    private final BlockingQueue<Slot> answers;
    private int count;
    private boolean givenUp;

    /**
     * A reader of one batch.
     *
     * @param items what to read
     * @param framing how the items stand in the body
     * @param submissions takes one item; what it returns never fails
     * @param settings the limits
     */
    BatchReader(
            Items items,
            Framing framing,
            Function<byte[], CompletableFuture<Answer>> submissions,
            IngestSettings settings) {
        this.items = items;
        this.endsAtMalformed = framing == Framing.ARRAY;
        this.submissions = submissions;
        this.settings = settings;
        this.inFlight = new Semaphore(settings.batchMaxInFlight());
        this.answers = new LinkedBlockingQueue<>(2 * settings.batchMaxInFlight());
    }

    /**
     * The answers in the order of the items. The last is an {@code End}; a {@code Cut} if it ended
     * because nobody took the answers.
     */
    BlockingQueue<Slot> answers() {
        return answers;
    }

    /**
     * Whether it ended because nobody took the answers; to be asked on its thread after it has run.
     */
    boolean isGivenUp() {
        return givenUp;
    }

    @Override
    public void run() {
        try {
            readAll();
            put(new Slot.End());
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("items", count).log("batch was given up");
            answers.clear();
            answers.add(givenUp ? new Slot.Cut() : new Slot.End());
        }
    }

    private void readAll() throws InterruptedException {
        try {
            while (take(items.next())) {
                count++;
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("items", count).setCause(e).log("batch broke off");
            put(refused(ended(RequestBody.unreadable(e))));
        }
    }

    /** Handles one item; false after the last one. */
    private boolean take(Item item) throws InterruptedException {
        return switch (item) {
            case Item.Text(byte[] json) -> submit(json);
            case Item.TooLarge(long sizeBytes) -> {
                put(refused(RequestBody.tooLarge(settings.maxItemBytes(), sizeBytes + " bytes")));
                yield true;
            }
            case Item.Broken(String reason) -> {
                put(refused(ended(new Problem(ProblemType.MALFORMED, reason))));
                yield false;
            }
            case Item.End _ -> false;
        };
    }

    private boolean submit(byte[] json) throws InterruptedException {
        inFlight.acquire();
        CompletableFuture<Answer> answer =
                submissions.apply(json).whenComplete((_, _) -> inFlight.release());
        // A malformed item is known at once, and in an array nobody can tell what follows it.
        if (endsAtMalformed
                && answer.getNow(null) instanceof Answer.Refused(Problem problem)
                && problem.type().equals(ProblemType.MALFORMED)) {
            put(refused(ended(problem)));
            return false;
        }
        put(new Slot.Pending(answer));
        return true;
    }

    private Problem ended(Problem problem) {
        String detail =
                problem.detail()
                        + ". The batch ends here: "
                        + (count == 0
                                ? "no item was read before"
                                : "items 0 to " + (count - 1) + " are answered before this")
                        + ", and those with a sequence are accepted; this item and all that follow"
                        + " are not";
        return new Problem(problem.type(), detail, problem.errors(), problem.members());
    }

    private static Slot refused(Problem problem) {
        return new Slot.Pending(CompletableFuture.completedFuture(new Answer.Refused(problem)));
    }

    private void put(Slot slot) throws InterruptedException {
        // The server closes idle connections; the same patience here ends this thread if it learns
        // nothing of that.
        long patienceMillis = settings.idleTimeout().plus(settings.ackTimeout()).toMillis();
        if (!answers.offer(slot, patienceMillis, TimeUnit.MILLISECONDS)) {
            LOG.atWarn()
                    .addKeyValue("items", count)
                    .log("batch was given up: its client does not read the answers");
            givenUp = true;
            throw new InterruptedException();
        }
    }
}
