package dev.strand.ingest.batch;

import dev.strand.ingest.submission.Answer;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * Writes the answers of one batch in order, each as soon as it and all before it are known, several
 * in one chunk if they are.
 */
final class BatchAnswers {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final BlockingQueue<Slot> slots;
    private final Framing framing;
    private final String path;
    private int count;
    private boolean hasEnded;

    BatchAnswers(BlockingQueue<Slot> slots, Framing framing, String path) {
        this.slots = slots;
        this.framing = framing;
        this.path = path;
    }

    /**
     * The chunks of the response, made only as fast as the client reads them.
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
            byte[] chunk = chunk();
            if (chunk.length > 0) {
                sink.next(chunk);
            }
            if (hasEnded) {
                sink.complete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.complete();
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
            case Slot.End _ -> true;
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
        }
    }

    private byte[] json(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> accepted.toJson();
            case Answer.Refused(var problem) -> problem.toJson(path + "#" + count);
        };
    }
}
