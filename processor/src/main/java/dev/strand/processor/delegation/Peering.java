package dev.strand.processor.delegation;

import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.execution.Delegation;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Where a processor stands with the others of its application. Thread-safe. */
public final class Peering implements AutoCloseable {
    private final HeldReports held;
    private final String application;
    private final @Nullable PeerLines lines;

    /** Not begun. Without an address, or where it may not, it has nothing to do with others. */
    public Peering(
            ProcessorConfig config, Network network, KafkaStreams streams, Delegation delegation) {
        this.held = new HeldReports(delegation);
        this.application = config.applicationId() + "/" + config.topicPrefix();
        String address = network.address();
        this.lines =
                address == null || !network.mayDelegate()
                        ? null
                        : new PeerLines(
                                new StreamsPeers(streams, address),
                                delegation,
                                held,
                                new PeerCalls(application, network.credentials()),
                                config.settings().lease());
        if (lines != null) {
            delegation.connect(lines);
        }
    }

    /** Reports to the others from now on, and listens to them. */
    public void start() {
        if (lines != null) {
            lines.start();
        }
    }

    /** Reports of others that wait for an answer. */
    HeldReports held() {
        return held;
    }

    /** Whether somebody who names this application is listened to. */
    boolean hears(@Nullable String caller) {
        return lines != null && application.equals(caller);
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
