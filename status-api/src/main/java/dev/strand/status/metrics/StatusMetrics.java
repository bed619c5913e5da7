package dev.strand.status.metrics;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.live.EventHub;
import dev.strand.status.live.LongPoll;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.StreamsLife;
import dev.strand.status.table.TableReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;

/** Shows the figures of the status API; all are 0 until its tables are there. */
@Context
@Requires(beans = MeterRegistry.class)
final class StatusMetrics {
    static final String STREAMS_OPEN = "strand.status.streams.open";
    static final String WAITERS = "strand.status.waiters";
    static final String PARTITIONS = "strand.status.partitions";
    static final String TASKS = "strand.status.tasks";
    static final String LAG = "strand.status.lag.records";
    static final String STORE = "strand.status.store.bytes";

    private static final List<TaskStatus> LIVE =
            List.of(TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RETRYING);

    private final MeterRegistry registry;

    StatusMetrics(
            MeterRegistry registry,
            EventHub hub,
            LongPoll waiting,
            LocalTables tables,
            StreamsLife life) {
        this.registry = registry;
        gauge(STREAMS_OPEN, "Streams of events that are open", hub, EventHub::openStreams);
        gauge(WAITERS, "Requests that wait for a task", waiting, LongPoll::waiting);
        gauge(PARTITIONS, "Partitions that are read here", tables, StatusMetrics::partitions);
        gauge(
                LAG,
                "Records of both logs that are not folded yet",
                life,
                each -> sum(each, "records-lag"));
        gauge(STORE, "Size of the tables on disk", life, each -> sum(each, "total-sst-files-size"));
        for (TaskStatus status : LIVE) {
            Gauge.builder(TASKS, tables, each -> live(each, status))
                    .description("Tasks that have not ended")
                    .tag("status", status.name())
                    .register(registry);
        }
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    private static double partitions(LocalTables tables) {
        return read(tables).size();
    }

    private static double live(LocalTables tables, TaskStatus status) {
        return read(tables).stream().mapToLong(table -> table.live().of(status)).sum();
    }

    /** None while they are not ready. */
    private static List<TableReader> read(LocalTables tables) {
        try {
            return tables.all();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    /** What Kafka Streams tells under a name, over all partitions and tables. */
    private static double sum(StreamsLife life, String name) {
        KafkaStreams streams = life.streams();
        if (streams == null) {
            return 0;
        }
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToDouble(metric -> number(metric.getValue().metricValue()))
                .sum();
    }

    private static double number(Object value) {
        double number = value instanceof Number found ? found.doubleValue() : 0;
        return Double.isFinite(number) ? number : 0;
    }
}
