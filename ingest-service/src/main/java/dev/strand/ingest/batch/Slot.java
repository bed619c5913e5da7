package dev.strand.ingest.batch;

import dev.strand.ingest.submission.Answer;
import java.util.concurrent.CompletableFuture;

/** A place in the order of answers. */
sealed interface Slot {
    /** The answer to one item, which may be still to come; never fails. */
    record Pending(CompletableFuture<Answer> answer) implements Slot {}

    /** No further answers. */
    record End() implements Slot {}

    /** No further answers, although items follow: the client has not read for too long. */
    record Cut() implements Slot {}
}
