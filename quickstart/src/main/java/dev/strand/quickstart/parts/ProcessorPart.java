package dev.strand.quickstart.parts;

import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The processor, with every handler on the class path and in the directory {@code handlers} of the
 * data directory.
 */
record ProcessorPart(String bootstrapServers, Path stateDirectory, Path handlerJars, int partitions)
        implements Part {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "processor";
    }

    @Override
    public AutoCloseable start() throws Exception {
        HandlerRegistry handlers =
                new HandlerDiscovery()
                        .services(ProcessorPart.class.getClassLoader())
                        .directory(handlerJars)
                        .build();
        try {
            StrandProcessor processor = StrandProcessor.start(config(), handlers);
            try {
                Waiting.until(
                        "the processor owns all partitions", () -> ownsAll(processor), READY_LIMIT);
            } catch (Exception e) {
                processor.close();
                throw e;
            }
            return () -> {
                processor.close();
                handlers.close();
            };
        } catch (Exception e) {
            handlers.close();
            throw e;
        }
    }

    private static boolean ownsAll(StrandProcessor processor) {
        return processor.actingPartitions() == processor.partitions();
    }

    private ProcessorConfig config() {
        Settings d = Settings.DEFAULT;
        Settings settings =
                new Settings(
                        d.permits(),
                        d.permitsByType(),
                        d.streamThreads(),
                        d.standbyReplicas(),
                        d.lease(),
                        d.leaseMargin(),
                        d.agingStep(),
                        d.deduplicationWindow(),
                        d.drainTimeout(),
                        d.commitInterval(),
                        d.sessionTimeout(),
                        partitions,
                        d.replicationFactor());
        return new ProcessorConfig(
                Map.of("bootstrap.servers", bootstrapServers),
                Topics.DEFAULT_PREFIX,
                ProcessorConfig.DEFAULT_APPLICATION_ID,
                "quickstart",
                stateDirectory,
                settings);
    }
}
