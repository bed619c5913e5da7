package dev.strand.ingest.batch;

import dev.strand.ingest.submission.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * Writes the answers of one batch in order, each as soon as it and all before it are known, several
 * in one chunk if they are. Runs on a thread of its own, so that answers do not stop the reading of
 * items whose client does not read yet.
 */
final class BatchAnswers implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchAnswers.class);
    private static final int CHUNK_BYTES = 16 * 1024;

    private final BlockingQueue<Slot> slots;
    private final AnswerSpool spool;
    private final Framing framing;
    private final String path;
    private int count;
    private boolean hasEnded;

    /**
     * The answers of one batch.
     *
     * @param slots in the order of the items
     * @param spool where they wait for the client
     * @param framing how they stand in the response
     * @param path of the request, for problems
     */
    BatchAnswers(BlockingQueue<Slot> slots, AnswerSpool spool, Framing framing, String path) {
        this.slots = slots;
        this.spool = spool;
        this.framing = framing;
        this.path = path;
    }

    @Override
    public void run() {
        try {
            while (!hasEnded) {
                spool.write(chunk());
            }
            spool.end();
        } catch (InterruptedException e) {
            spool.end();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("answers of a batch cannot be kept; its response is cut");
            spool.fail(new UncheckedIOException(e));
        } catch (CutException e) {
            spool.fail(e);
        }
    }

    /**
     * The chunks of the response, taken only as fast as the client reads them.
     *
     * @param scheduler where to wait for answers
     * @param whenDone runs after the last chunk or when the client went away
     */
    Flux<byte[]> chunks(Scheduler scheduler, Runnable whenDone) {
        return Flux.<byte[]>generate(this::next)
                .subscribeOn(scheduler)
                .doFinally(_ -> whenDone.run());
    }

    private void next(SynchronousSink<byte[]> sink) {
        try {
            byte[] chunk = spool.take();
            if (chunk.length > 0) {
                sink.next(chunk);
            } else {
                sink.complete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.complete();
        } catch (IOException e) {
            sink.error(e);
        }
    }

    /** Waits for one answer, and takes along those that are there already. */
    private byte[] chunk() throws InterruptedException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES / 8);
        write(slots.take(), chunk);
        while (!hasEnded && chunk.size() < CHUNK_BYTES && isKnown(slots.peek())) {
            write(slots.take(), chunk);
        }
        return chunk.toByteArray();
    }

    private static boolean isKnown(@Nullable Slot slot) {
        return switch (slot) {
            case null -> false;
            case Slot.Pending(var answer) -> answer.isDone();
            case Slot.End _, Slot.Cut _ -> true;
        };
    }

    private void write(Slot slot, ByteArrayOutputStream chunk) {
        switch (slot) {
            case Slot.Pending(var answer) -> {
                framing.writeAnswer(chunk, json(answer.join()), count == 0);
                count++;
            }
            case Slot.End _ -> {
                framing.writeEnd(chunk, count == 0);
                hasEnded = true;
            }
            case Slot.Cut _ -> throw new CutException();
        }
    }

    private byte[] json(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> accepted.toJson();
            case Answer.Refused(var problem) -> problem.toJson(path + "#" + count);
        };
    }

    /** The batch was given up, so the response must not look whole. */
    private static final class CutException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutException() {
            super("the batch was given up, because its answers were not read");
        }
    }
}
