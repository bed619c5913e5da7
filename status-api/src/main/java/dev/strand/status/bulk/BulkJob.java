package dev.strand.status.bulk;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A bulk request that goes on, or has ended. Written by its worker, read and stopped by all. */
final class BulkJob {
    /** How it stands. */
    enum State {
        /** It goes on. */
        RUNNING,
        /** Every task was dealt with. */
        DONE,
        /** Somebody stopped it. */
        STOPPED,
        /** It could not go on; what was sent is sent. */
        FAILED
    }

    private final String id;
    private final BulkRequest request;
    private final long matching;
    private final long startedMillis = System.currentTimeMillis();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile State state = State.RUNNING;
    private volatile long finishedMillis;
    private volatile @Nullable String problem;

    BulkJob(String id, BulkRequest request, long matching) {
        this.id = id;
        this.request = request;
        this.matching = matching;
    }

    String id() {
        return id;
    }

    BulkRequest request() {
        return request;
    }

    long matching() {
        return matching;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    long finishedMillis() {
        return finishedMillis;
    }

    void sent() {
        sent.incrementAndGet();
    }

    /** A task whose state did not allow it any more. */
    void skipped() {
        skipped.incrementAndGet();
    }

    synchronized void end(State newState, @Nullable String newProblem) {
        if (state == State.RUNNING) {
            problem = newProblem;
            finishedMillis = System.currentTimeMillis();
            state = newState;
        }
    }

    RawJson json() {
        JsonWriter json = new JsonWriter(256).beginObject();
        json.field("jobId", id).field("action", request.action().word());
        json.field("state", state.name()).field("matching", matching);
        json.field("sent", sent.get()).field("skipped", skipped.get());
        json.field("startedAt", Instant.ofEpochMilli(startedMillis));
        if (finishedMillis > 0) {
            json.field("finishedAt", Instant.ofEpochMilli(finishedMillis));
        }
        String by = request.remark().by();
        if (by != null) {
            json.field("by", by);
        }
        String reason = request.remark().reason();
        if (reason != null) {
            json.field("reason", reason);
        }
        String why = problem;
        if (why != null) {
            json.field("problem", why);
        }
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }
}
