package dev.strand.status.table;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskError;
import dev.strand.schemas.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the accepted facts of a run tell people, besides its state. A function of those facts in
 * their order and of nothing else.
 *
 * @param updatedAtMillis when the last of them happened, or {@link #NEVER}
 * @param startedAtMillis when the first attempt began, or {@link #NEVER}
 * @param finishedAtMillis when the run ended, or {@link #NEVER}
 * @param worker the process that spoke last
 * @param attempts the last {@link #MAX_ATTEMPTS} attempts, oldest first
 * @param result what the handler returned, once completed
 * @param error why the last attempt failed; null again once completed
 * @param progress how far the running attempt is
 */
public record Told(
        long updatedAtMillis,
        long startedAtMillis,
        long finishedAtMillis,
        @Nullable String worker,
        List<AttemptLine> attempts,
        @Nullable RawJson result,
        @Nullable RawJson error,
        @Nullable RawJson progress) {
    /** A time that has not come. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Attempts that are kept. */
    public static final int MAX_ATTEMPTS = 20;

    static final Told NOTHING = new Told(NEVER, NEVER, NEVER, null, List.of(), null, null, null);

    /** What is told once an accepted fact is added. */
    Told after(Fact fact) {
        FactDetails details = fact.details();
        long at = details.at().toEpochMilli();
        boolean ends = fact.status().isTerminal();
        RawJson told = details.error() == null ? null : json(details.error());
        return new Told(
                Math.max(updatedAtMillis, at),
                startedAtMillis == NEVER ? startOf(fact) : startedAtMillis,
                ends ? at : finishedAtMillis,
                details.worker(),
                fact.attempt() == 0 ? attempts : history(fact, told),
                details.result(),
                errorAfter(fact, told),
                progressAfter(fact));
    }

    /** What is told of a run that takes the place of this one: the attempts made so far. */
    Told again(long atMillis) {
        return new Told(
                Math.max(updatedAtMillis, atMillis),
                NEVER,
                NEVER,
                null,
                attempts,
                null,
                null,
                null);
    }

    private @Nullable RawJson errorAfter(Fact fact, @Nullable RawJson told) {
        return told != null || fact.status() == FactStatus.COMPLETED ? told : error;
    }

    private @Nullable RawJson progressAfter(Fact fact) {
        Progress now = fact.details().progress();
        if (now != null) {
            return json(now);
        }
        boolean isFresh =
                fact.status() == FactStatus.STARTED || fact.status() == FactStatus.RETRYING;
        return isFresh ? null : progress;
    }

    /** An attempt has one line, however often its facts are read. */
    private List<AttemptLine> history(Fact fact, @Nullable RawJson told) {
        List<AttemptLine> lines = new ArrayList<>(attempts);
        int at = lines.size() - 1;
        while (at >= 0 && !lines.get(at).isOf(fact.run().run(), fact.token())) {
            at--;
        }
        if (at >= 0) {
            lines.set(at, line(fact, told, lines.get(at).startedAtMillis()));
            return lines;
        }
        if (!lines.isEmpty() && lines.getLast().isOpen()) {
            lines.set(lines.size() - 1, lines.getLast().lost());
        }
        lines.add(line(fact, told, NEVER));
        return lines.size() <= MAX_ATTEMPTS
                ? lines
                : lines.subList(lines.size() - MAX_ATTEMPTS, lines.size());
    }

    private static AttemptLine line(Fact fact, @Nullable RawJson told, long knownStart) {
        boolean ended = fact.status().endsAttempt();
        long start = startOf(fact);
        return new AttemptLine(
                fact.run().run(),
                fact.owner().epoch(),
                fact.attempt(),
                start == NEVER ? knownStart : start,
                ended ? fact.details().at().toEpochMilli() : NEVER,
                ended ? outcome(fact.status()) : null,
                told,
                fact.details().worker());
    }

    private static String outcome(FactStatus status) {
        return status == FactStatus.RETRYING ? FactStatus.FAILED.name() : status.name();
    }

    private static long startOf(Fact fact) {
        Instant started = fact.details().startedAt();
        boolean begins = fact.status() == FactStatus.STARTED;
        return started == null && begins ? fact.details().at().toEpochMilli() : millis(started);
    }

    static long millis(@Nullable Instant at) {
        return at == null ? NEVER : at.toEpochMilli();
    }

    private static RawJson json(TaskError error) {
        JsonWriter json =
                new JsonWriter(128)
                        .beginObject()
                        .field("type", error.type())
                        .field("message", error.message());
        if (error.stack() != null) {
            json.field("stack", error.stack());
        }
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }

    private static RawJson json(Progress progress) {
        JsonWriter json = new JsonWriter(64).beginObject().field("percent", progress.percent());
        if (progress.message() != null) {
            json.field("message", progress.message());
        }
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }
}
