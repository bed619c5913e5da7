package dev.strand.benchmarks.drain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A drain by Strand's processor, with its default settings apart from the permits. */
final class StrandDrain {
    private static final long LOOK_NANOS = 1_000_000;

    private StrandDrain() {}

    /** Runs the drain; returns once the last outcome is acknowledged and the processor stopped. */
    static Drained run(Workload workload, ProgressPrinter progress) {
        Work work = new Work(workload.handlerMillis());
        progress.follow(work::started);
        try (HandlerRegistry handlers = handlers(work);
                StrandProcessor processor = StrandProcessor.start(config(workload), handlers)) {
            while (work.started() < workload.tasks() || processor.running() > 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return work.drained(System.nanoTime(), List.of());
        }
    }

    private static HandlerRegistry handlers(Work work) {
        return new HandlerDiscovery()
                .<JsonNode>register(
                        Backlog.TYPE,
                        JsonNode.class,
                        (payload, context) -> {
                            work.handle(context.groupId(), context.sequence());
                            return none();
                        })
                .build();
    }

    private static @Nullable Void none() {
        return null;
    }

    private static ProcessorConfig config(Workload workload) {
        return new ProcessorConfig(
                Map.of("bootstrap.servers", workload.bootstrapServers()),
                workload.topicPrefix(),
                workload.topicPrefix() + "processor",
                "bench",
                Path.of(workload.stateDirectory()),
                settings(workload.concurrency()));
    }

    private static Settings settings(int permits) {
        Settings defaults = Settings.DEFAULT;
        return new Settings(
                permits,
                defaults.permitsByType(),
                defaults.streamThreads(),
                defaults.standbyReplicas(),
                defaults.lease(),
                defaults.leaseMargin(),
                defaults.agingStep(),
                defaults.deduplicationWindow(),
                defaults.drainTimeout(),
                defaults.commitInterval(),
                defaults.sessionTimeout(),
                defaults.partitions(),
                defaults.replicationFactor(),
                defaults.execution());
    }
}
