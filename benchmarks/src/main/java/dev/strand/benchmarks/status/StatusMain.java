package dev.strand.benchmarks.status;

import dev.strand.status.StatusApplication;
import java.util.Map;

/**
 * A child JVM: {@code <bootstrap servers> <topic prefix> <state directory>}. Runs the status API on
 * a free port, says where, and goes on until it is told to end.
 */
final class StatusMain {
    /** What the line with the address starts with. */
    static final String URL = "status-api at ";

    private StatusMain() {}

    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Map.of(
                        "strand.status.port",
                        0,
                        "strand.kafka.bootstrap-servers",
                        arguments[0],
                        "strand.topic-prefix",
                        arguments[1],
                        "strand.status.application-id",
                        arguments[1] + "status-api",
                        "strand.status.state-dir",
                        arguments[2]);
        StatusApplication application = StatusApplication.start(settings);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(application::close));
        System.out.println(URL + application.url());
    }
}
