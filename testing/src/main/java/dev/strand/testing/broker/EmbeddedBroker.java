package dev.strand.testing.broker;

import dev.strand.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker (KRaft, one node, broker and controller in one) inside this JVM. Its data
 * outlives it: a broker started on the directory of an earlier one, ended in whatever way, has all
 * its topics, records and consumer groups. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int START_ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final int port;
    private final DirectoryLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, int port, DirectoryLock lock) {
        this.server = server;
        this.port = port;
        this.lock = lock;
    }

    /** {@link #start(BrokerSettings)} on any free port. */
    public static EmbeddedBroker start(Path dataDirectory) {
        return start(BrokerSettings.in(dataDirectory));
    }

    /**
     * Starts a broker and returns once it serves clients.
     *
     * @throws BrokerStartException if it cannot: the port is taken, the directory is in use by
     *     another process or not writable
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        DirectoryLock lock = DirectoryLock.take(settings.dataDirectory());
        try {
            return start(settings, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, DirectoryLock lock) {
        for (int attempt = 1; ; attempt++) {
            int port =
                    settings.port() == BrokerSettings.ANY_PORT ? FreePorts.any() : settings.port();
            try {
                return new EmbeddedBroker(startOn(settings, port, FreePorts.any()), port, lock);
            } catch (Exception e) {
                boolean portWasSnatched =
                        BrokerStartFailure.isPortInUse(e)
                                && settings.port() == BrokerSettings.ANY_PORT;
                if (!portWasSnatched || attempt == START_ATTEMPTS) {
                    throw BrokerStartFailure.explained(e, settings, port);
                }
            }
        }
    }

    private static KafkaRaftServer startOn(BrokerSettings settings, int port, int controllerPort)
            throws Exception {
        DataDirectory.prepare(settings.dataDirectory());
        LeftRegistration.remove(settings, controllerPort);
        KafkaConfig config =
                KafkaConfig.fromProps(BrokerProperties.of(settings, port, controllerPort), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (Exception e) {
            server.shutdown();
            throw e;
        }
        return server;
    }

    /** Where clients connect, {@code localhost:<port>}. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** Creates the topics of this catalogue that are missing, each with this many partitions. */
    public void createTopics(Topics topics, int partitions) {
        TopicCreation.create(bootstrapServers(), topics.all(), partitions);
    }

    /**
     * Creates the topics of these names that are missing, each with this many partitions and
     * Kafka's default settings.
     */
    public void createTopics(int partitions, String... names) {
        List<String> all = Arrays.asList(names);
        TopicCreation.createPlain(bootstrapServers(), all, partitions);
    }

    /**
     * Stops the broker cleanly and waits until it is down; all that was acknowledged stays in the
     * data directory. Idempotent.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
            lock.close();
        }
    }
}
