package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that is being deleted, with all that is needed to find what is derived from it, whatever of
 * it is still there.
 *
 * @param place which run, and when it was submitted
 * @param taskId its task
 * @param type its type
 * @param status how it ended
 * @param labels its labels
 */
record Doomed(
        Place place, String taskId, String type, TaskStatus status, Map<String, String> labels) {
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 32;

    static Doomed of(TaskRow row) {
        Place place = new Place(row.id().groupId(), row.id().sequence(), row.submittedAtMillis());
        return new Doomed(place, row.id().taskId(), row.type(), row.status(), row.shown().labels());
    }

    /** About as many bytes as its stored form has. */
    int sizeBytes() {
        int texts = place.groupId().length() + taskId.length() + type.length();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            texts += label.getKey().length() + label.getValue().length() + 2;
        }
        return FIXED_BYTES + texts;
    }

    static byte[] encode(long atMillis, List<Doomed> runs) {
        RowWriter out = new RowWriter(64 + runs.size() * 96).octet(VERSION);
        out.number(atMillis).number(runs.size());
        for (Doomed run : runs) {
            out.text(run.place.groupId()).number(run.place.sequence());
            out.number(run.place.millis()).text(run.taskId).text(run.type);
            out.octet(Codes.of(run.status)).number(run.labels.size());
            run.labels.forEach((name, value) -> out.text(name).text(value));
        }
        return out.toByteArray();
    }

    static long decodeTime(RowReader in) {
        in.version(VERSION);
        return in.number();
    }

    static List<Doomed> decode(RowReader in) {
        int count = in.integer();
        List<Doomed> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Place place = new Place(in.text(), in.number(), in.number());
            String taskId = in.text();
            String type = in.text();
            TaskStatus status = Codes.status(in.octet());
            runs.add(new Doomed(place, taskId, type, status, labels(in)));
        }
        return runs;
    }

    private static Map<String, String> labels(RowReader in) {
        Map<String, String> labels = new TreeMap<>();
        int count = in.integer();
        for (int i = 0; i < count; i++) {
            labels.put(in.text(), in.text());
        }
        return labels;
    }
}
