package dev.strand.processor.metrics;

import dev.strand.processor.lifecycle.ProcessorLife;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.Set;
import org.apache.kafka.common.Metric;

/** Shows how large the local state is, as RocksDB estimates it. */
@Context
@Requires(beans = MeterRegistry.class)
final class StoreMetrics {
    static final String KEYS = "strand.store.keys";
    static final String BYTES = "strand.store.bytes";

    private static final Set<String> KEYS_IN_KAFKA = Set.of("estimate-num-keys");
    private static final Set<String> BYTES_IN_KAFKA =
            Set.of("total-sst-files-size", "size-all-mem-tables");

    StoreMetrics(MeterRegistry registry, ProcessorLife life) {
        Gauge.builder(KEYS, life, l -> sum(l, KEYS_IN_KAFKA))
                .description("Entries of the local state, estimated")
                .register(registry);
        Gauge.builder(BYTES, life, l -> sum(l, BYTES_IN_KAFKA))
                .description("Size of the local state on disk and in write buffers")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double sum(ProcessorLife life, Set<String> names) {
        return life.processor().stream()
                .flatMap(processor -> processor.streamsMetrics().stream())
                .filter(metric -> names.contains(metric.metricName().name()))
                .mapToDouble(StoreMetrics::value)
                .sum();
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }
}
