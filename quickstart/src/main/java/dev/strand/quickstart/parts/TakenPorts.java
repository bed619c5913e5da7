package dev.strand.quickstart.parts;

import dev.strand.quickstart.options.Options.Ports;
import dev.strand.testing.broker.FreePorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the ports before anything is started: a port in use is the commonest reason for a start
 * to fail.
 */
final class TakenPorts {
    private TakenPorts() {}

    /**
     * Returns if all are free and different.
     *
     * @throws StartException with one sentence for each that is not, naming the option that changes
     *     it
     */
    static void check(Ports ports) {
        Map<String, Integer> byOption = new LinkedHashMap<>();
        byOption.put("--kafka-port", ports.kafka());
        byOption.put("--ingest-port", ports.ingest());
        byOption.put("--status-port", ports.status());
        byOption.put("--processor-port", ports.processor());
        if (byOption.values().stream().distinct().count() < byOption.size()) {
            throw new StartException("The ports must differ, got: %s.".formatted(byOption));
        }
        List<String> taken =
                byOption.entrySet().stream()
                        .filter(port -> !FreePorts.isFree(port.getValue()))
                        .map(port ->
                                "Port %d is in use by another program: stop that one, or choose another port with %s PORT."
                                        .formatted(port.getValue(), port.getKey()))
                        .toList();
        if (!taken.isEmpty()) {
            throw new StartException(String.join(System.lineSeparator(), taken));
        }
    }
}
