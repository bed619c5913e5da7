package dev.strand.testing.broker;

import java.util.Properties;

/**
 * The Kafka properties of a single node that starts and restarts quickly and needs little memory.
 */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String LOG_DIRS = "log.dirs";

    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

    private BrokerProperties() {}

    /** The properties of a node with these settings on these ports. */
    static Properties of(BrokerSettings settings, int port, int controllerPort) {
        Properties properties = new Properties();
        listeners(properties, port, controllerPort);
        singleNode(properties);
        quickRestart(properties);
        properties.setProperty(LOG_DIRS, settings.dataDirectory().toString());
        properties.putAll(settings.properties());
        return properties;
    }

    private static void listeners(Properties properties, int port, int controllerPort) {
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty(
                "listeners",
                "PLAINTEXT://localhost:%d,%s://localhost:%d"
                        .formatted(port, CONTROLLER_LISTENER, controllerPort));
        properties.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + port);
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "controller.quorum.voters", "%d@localhost:%d".formatted(NODE_ID, controllerPort));
    }

    /** One replica of everything, and few partitions of the internal topics. */
    private static void singleNode(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        properties.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    }

    /**
     * What would otherwise make people wait: rebalances, the session of a killed broker, recovery
     * of its last segments.
     */
    private static void quickRestart(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.min.session.timeout.ms", "1000");
        // The first look must come after a restarted broker has taken over what it led before: a
        // transaction that is aborted earlier can lack its markers in some partitions for ever.
        properties.setProperty(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "5000");
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
        properties.setProperty("num.recovery.threads.per.data.dir", "2");
    }
}
