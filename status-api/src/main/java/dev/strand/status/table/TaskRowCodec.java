package dev.strand.status.table;

import dev.strand.core.fold.RunState;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stored form of a task row. Everything is in it but what the key says. */
public final class TaskRowCodec {
    private static final int VERSION = 3;
    private static final int WITHOUT_SETTLED = 2;
    private static final int FIXED_BYTES = 160;

    private TaskRowCodec() {}

    /** The stored form of a row. */
    public static byte[] encode(TaskRow row) {
        RowWriter out = new RowWriter(sizeEstimateBytes(row));
        out.octet(VERSION).octet(Codes.of(row.status()));
        out.octet(row.isSubmitted() ? 1 : 0);
        out.number(row.settledAt() == TaskRow.NOT_YET ? -1 : row.settledAt());
        out.text(row.id().taskId()).number(row.id().run()).number(row.id().origin());
        write(out, row.state());
        write(out, row.told());
        Asked asked = row.asked();
        out.octet(asked == null ? 0 : 1);
        if (asked != null) {
            out.text(asked.type()).number(asked.submittedAtMillis());
            out.number(asked.notBeforeMillis()).number(asked.maxAttempts());
            out.json(asked.options()).json(asked.payload());
        }
        return out.toByteArray();
    }

    private static int sizeEstimateBytes(TaskRow row) {
        Asked asked = row.asked();
        return FIXED_BYTES
                + row.told().attempts().size() * 64
                + (asked == null ? 0 : asked.options().sizeBytes() + asked.payload().sizeBytes());
    }

    private static void write(RowWriter out, RunState state) {
        out.number(state.token().epoch()).number(state.token().attempt());
        out.number(state.attempts()).number(Told.millis(state.nextAttemptAt()));
        out.number(state.ended().size());
        state.ended().forEach((epoch, attempt) -> out.number(epoch).number(attempt));
    }

    private static void write(RowWriter out, Told told) {
        out.number(told.updatedAtMillis()).number(told.startedAtMillis());
        out.number(told.finishedAtMillis()).text(told.worker());
        out.json(told.result()).json(told.error()).json(told.progress());
        out.number(told.attempts().size());
        for (AttemptLine line : told.attempts()) {
            out.number(line.run()).number(line.epoch()).number(line.attempt());
            out.number(line.startedAtMillis()).number(line.finishedAtMillis());
            out.text(line.outcome()).json(line.error()).text(line.worker());
        }
    }

    /** Reads the stored form. */
    public static TaskRow decode(String groupId, long sequence, byte[] row) {
        RowReader in = new RowReader(row);
        boolean saysSettled = in.version(WITHOUT_SETTLED, VERSION) == VERSION;
        TaskStatus status = Codes.status(in.octet());
        boolean isSubmitted = in.octet() == 1;
        long settledAt = saysSettled ? in.number() : settledOf(status);
        RunId id = new RunId(groupId, in.text(), in.integer(), sequence, in.number());
        RunState state = readState(in, status);
        Told told = readTold(in);
        Asked asked = in.octet() == 0 ? null : readAsked(in);
        return new TaskRow(
                id, state, isSubmitted, asked, told, settledAt < 0 ? TaskRow.NOT_YET : settledAt);
    }

    /** Rows of the version before have been settled for long, if they have ended. */
    private static long settledOf(TaskStatus status) {
        return status.isTerminal() ? 0 : -1;
    }

    private static Asked readAsked(RowReader in) {
        return new Asked(in.text(), in.number(), in.number(), in.integer(), in.json(), in.json());
    }

    private static RunState readState(RowReader in, TaskStatus status) {
        Token token = new Token(in.number(), in.integer());
        int attempts = in.integer();
        long due = in.number();
        int epochs = in.integer();
        Map<Long, Integer> ended = new HashMap<>();
        for (int i = 0; i < epochs; i++) {
            ended.put(in.number(), in.integer());
        }
        Instant nextAttemptAt = due == Told.NEVER ? null : Instant.ofEpochMilli(due);
        return new RunState(status, token, attempts, nextAttemptAt, Map.copyOf(ended));
    }

    private static Told readTold(RowReader in) {
        long updatedAt = in.number();
        long startedAt = in.number();
        long finishedAt = in.number();
        String worker = in.optionalText();
        RawJson result = in.optionalJson();
        RawJson error = in.optionalJson();
        RawJson progress = in.optionalJson();
        int count = in.integer();
        List<AttemptLine> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(readAttempt(in));
        }
        return new Told(
                updatedAt, startedAt, finishedAt, worker, attempts, result, error, progress);
    }

    private static AttemptLine readAttempt(RowReader in) {
        return new AttemptLine(
                in.integer(),
                in.number(),
                in.integer(),
                in.number(),
                in.number(),
                in.optionalText(),
                in.optionalJson(),
                in.text());
    }
}
