package dev.strand.status.stats;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Coverage;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.stats.Figures.Hold;
import dev.strand.status.stats.Figures.Step;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.StatusCounts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The figures of all instances, as clients see them. For use by several threads. */
@Singleton
public class Stats {
    private static final String TYPE_HOLD = "~type:";
    private static final String ALL_HOLD = "~all";

    /** Whole steps that rates are averaged over. */
    private static final int RATE_STEPS = 2;

    private final Fleet fleet;
    private final LocalFigures figures;

    Stats(Fleet fleet, LocalFigures figures) {
        this.fleet = fleet;
        this.figures = figures;
    }

    /**
     * The figures.
     *
     * @param json an object
     * @param coverage what it covers
     */
    public record Told(RawJson json, Coverage coverage) {}

    /** All figures. */
    public Told read() {
        Answer<Figures> answer = fleet.ask(new StatsQuestion(figures));
        JsonWriter json = new JsonWriter(16_384).beginObject();
        json.field("at", Instant.ofEpochMilli(System.currentTimeMillis()));
        writeSummary(json, answer.value());
        writeByType(json, answer.value().byType());
        writeTimes(json.name("waitMillis"), answer.value().waits());
        writeTimes(json.name("runMillis"), answer.value().runs());
        writePaused(json, answer.value().holds());
        writeHistory(json, answer.value().history());
        if (answer.coverage().isPartial()) {
            json.name("partial").beginObject();
            json.field("missingPartitions", answer.coverage().missingJson()).endObject();
        }
        json.endObject();
        return new Told(RawJson.ofUtf8(json.toByteArray()), answer.coverage());
    }

    /** The figures that change from second to second. */
    public RawJson summary() {
        Figures figuresNow = fleet.ask(new StatsQuestion(figures)).value();
        JsonWriter json = new JsonWriter(1_024).beginObject();
        json.field("at", Instant.ofEpochMilli(System.currentTimeMillis()));
        writeSummary(json, figuresNow);
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }

    /** How many runs of each type are queued and running. */
    public Map<String, StatusCounts> byType() {
        return fleet.ask(new StatsQuestion(figures)).value().byType();
    }

    /** Types that are paused: for each an object that says who paused it and why. */
    public Map<String, RawJson> pausedTypes() {
        Map<String, RawJson> types = new TreeMap<>();
        for (Hold hold : fleet.ask(new StatsQuestion(figures)).value().holds()) {
            if (hold.id().startsWith(TYPE_HOLD)) {
                JsonWriter json = new JsonWriter(64);
                writeHold(json, hold, null);
                String type = hold.id().substring(TYPE_HOLD.length());
                types.put(type, RawJson.ofUtf8(json.toByteArray()));
            }
        }
        return types;
    }

    private static void writeSummary(JsonWriter json, Figures of) {
        json.name("tasks").beginObject();
        for (TaskStatus status : TaskStatus.values()) {
            Long count = of.tasks().get(status);
            if (count != null) {
                json.field(status.name(), count);
            }
        }
        json.endObject().name("rates").beginObject();
        json.field("submittedPerSecond", rate(of, Timeline.Kind.SUBMITTED));
        json.field("completedPerSecond", rate(of, Timeline.Kind.COMPLETED));
        json.field("failedPerSecond", rate(of, Timeline.Kind.FAILED));
        json.endObject();
        if (of.oldestMillis() > 0 && of.oldestMillis() != Long.MAX_VALUE) {
            json.field("oldestWaitingSince", Instant.ofEpochMilli(of.oldestMillis()));
        }
        json.name("groups").beginObject();
        for (GroupCondition state : GroupCondition.values()) {
            json.field(state.name(), of.groups().getOrDefault(state, 0L));
        }
        json.endObject();
    }

    private static double rate(Figures of, Timeline.Kind kind) {
        List<Step> history = of.history();
        int end = history.size() - 1;
        double sum = 0;
        for (Step step : history.subList(Math.max(0, end - RATE_STEPS), Math.max(0, end))) {
            sum +=
                    switch (kind) {
                        case SUBMITTED -> step.submitted();
                        case COMPLETED -> step.completed();
                        case FAILED -> step.failed();
                    };
        }
        return sum * 1_000 / (RATE_STEPS * Timeline.STEP_MILLIS);
    }

    private static void writeByType(JsonWriter json, Map<String, StatusCounts> byType) {
        json.name("byType").beginArray();
        byType.forEach((type, counts) -> {
            json.beginObject().field("type", type);
            json.field("queued", counts.of(TaskStatus.QUEUED));
            json.field("running", counts.of(TaskStatus.RUNNING));
            json.field("retrying", counts.of(TaskStatus.RETRYING));
            json.field("completed", counts.of(TaskStatus.COMPLETED));
            json.field("failed", counts.of(TaskStatus.FAILED));
            json.endObject();
        });
        json.endArray();
    }

    private static void writeTimes(JsonWriter json, Histogram times) {
        json.beginObject();
        json.field("p50", times.getValueAtPercentile(50));
        json.field("p95", times.getValueAtPercentile(95));
        json.field("p99", times.getValueAtPercentile(99));
        json.field("max", times.getMaxValue()).endObject();
    }

    private static void writePaused(JsonWriter json, List<Hold> holds) {
        json.name("paused").beginObject();
        for (Hold hold : holds) {
            if (hold.id().equals(ALL_HOLD)) {
                writeHold(json.name("all"), hold, null);
            }
        }
        json.name("types").beginArray();
        for (Hold hold : holds) {
            if (hold.id().startsWith(TYPE_HOLD)) {
                writeHold(json, hold, hold.id().substring(TYPE_HOLD.length()));
            }
        }
        json.endArray().endObject();
    }

    private static void writeHold(JsonWriter json, Hold hold, @Nullable String type) {
        json.beginObject();
        if (type != null) {
            json.field("type", type);
        }
        if (!hold.reason().isEmpty()) {
            json.field("reason", hold.reason());
        }
        if (!hold.by().isEmpty()) {
            json.field("by", hold.by());
        }
        json.endObject();
    }

    private static void writeHistory(JsonWriter json, List<Step> history) {
        json.name("history").beginArray();
        for (Step step : history) {
            json.beginObject().field("at", Instant.ofEpochMilli(step.atMillis()));
            json.field("submitted", step.submitted()).field("completed", step.completed());
            json.field("failed", step.failed()).field("backlog", step.backlog()).endObject();
        }
        json.endArray();
    }
}
