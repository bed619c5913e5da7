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
        Properties properties = controllerOf(settings, controllerPort);
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://localhost:%d,%s".formatted(port, listener(controllerPort)));
        properties.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + port);
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        singleNode(properties);
        quickRestart(properties);
        properties.putAll(settings.properties());
        return properties;
    }

    /** The properties of such a node as a controller alone. */
    static Properties controllerOf(BrokerSettings settings, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("listeners", listener(controllerPort));
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "controller.quorum.voters", "%d@localhost:%d".formatted(NODE_ID, controllerPort));
        properties.setProperty(LOG_DIRS, settings.dataDirectory().toString());
        return properties;
    }

    private static String listener(int controllerPort) {
        return CONTROLLER_LISTENER + "://localhost:" + controllerPort;
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
     * What would otherwise make people wait: rebalances, recovery of the last segments. A broker
     * that does not get to run for a while has no other to take its place, so its session is long
     * (see {@link LeftRegistration} for what its end can do).
     */
    private static void quickRestart(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.min.session.timeout.ms", "1000");
        properties.setProperty(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.setProperty("broker.session.timeout.ms", "60000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
        properties.setProperty("num.recovery.threads.per.data.dir", "2");
    }
}
