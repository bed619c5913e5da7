package dev.strand.testing.broker;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * The registration that a killed broker has left in the metadata, in which it still leads all its
 * partitions. Were it there when the broker starts again, the broker would take over the
 * transactions of before while it does not listen yet, and lose its partitions again once it has
 * registered anew: Kafka 4.3 takes a partition without a leader for deleted, forgets to end its
 * transactions ({@code TransactionMarkerChannelManager}: "these partitions are likely deleted
 * already"), and nobody who reads committed records gets past them any more.
 */
final class LeftRegistration {
    /** Written by Kafka when it has stopped cleanly, deleted when it starts. */
    private static final String CLEAN_MARK = ".kafka_cleanshutdown";

    private LeftRegistration() {}

    /**
     * Removes it, if there is one, by a controller that runs for as long as that takes. Returns
     * once it is gone from the metadata.
     */
    static void remove(BrokerSettings settings, int controllerPort) throws Exception {
        if (Files.exists(settings.dataDirectory().resolve(CLEAN_MARK))
                || !DataDirectory.wasUsed(settings.dataDirectory())) {
            return;
        }
        KafkaRaftServer controller =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(
                                BrokerProperties.controllerOf(settings, controllerPort), false),
                        Time.SYSTEM);
        try {
            controller.startup();
            unregister(controllerPort);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static void unregister(int controllerPort) throws Exception {
        Map<String, Object> config =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                        "localhost:" + controllerPort);
        try (Admin admin = Admin.create(config)) {
            admin.unregisterBroker(BrokerProperties.NODE_ID).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
    }
}
