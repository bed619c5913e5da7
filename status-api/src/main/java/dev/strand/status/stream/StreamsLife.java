package dev.strand.status.stream;

import dev.strand.access.AdvertisedAddress;
import dev.strand.status.config.KafkaConfig;
import dev.strand.status.config.StatusConfig;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the Kafka Streams instance: waits for the topics, starts it, starts it again after a
 * failure, and closes it so that others take over at once. A missing broker or topic is waited for,
 * never a reason to end the process.
 */
@Singleton
public class StreamsLife implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsLife.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(3);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final KafkaConfig kafka;
    private final StatusConfig config;
    private final ReadPositions positions;
    private final Provider<TableListener> listener;
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaStreams streams;
    private volatile String waitingFor = "the HTTP server";
    private volatile int partitions;
    private volatile boolean closing;
    private volatile String address = "";

    /** Not started yet. */
    public StreamsLife(
            KafkaConfig kafka,
            StatusConfig config,
            ReadPositions positions,
            Provider<TableListener> listener) {
        this.kafka = kafka;
        this.config = config;
        this.positions = positions;
        this.listener = listener;
    }

    /** Starts in the background once the HTTP server has a port. */
    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        var source = event.getSource();
        thread =
                Thread.ofPlatform()
                        .name("status-streams-life")
                        .start(() -> live(source.getHost(), source.getPort()));
    }

    /** The running instance, or null before the topics are there. */
    public @Nullable KafkaStreams streams() {
        return streams;
    }

    /** Partitions of the logs; 0 before they are known. */
    public int partitions() {
        return partitions;
    }

    /** What readiness waits for, for people; empty when all is well. */
    public String waitingFor() {
        return waitingFor;
    }

    /** Whether somebody looks after the stream threads, or will. */
    public boolean isAlive() {
        Thread running = thread;
        return running == null || running.isAlive();
    }

    /**
     * Where other instances reach this one, {@code host:port}; empty before the first broker has
     * answered.
     */
    public String address() {
        return address;
    }

    private void live(String host, int port) {
        AdvertisedAddress advertised = new AdvertisedAddress(config.advertisedAddress(), host);
        while (!closing) {
            try (Admin admin = Admin.create(kafka.common())) {
                partitions = awaitTopics(admin);
                String server = advertised.at(port, brokers(admin));
                address = server;
                run(admin, server);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("bootstrapServers", kafka.bootstrapServers())
                        .log("status tables failed, they start again");
                waitingFor = "a start after a failure: " + e.getMessage();
            }
            pause(PAUSE_AFTER_FAILURE);
        }
    }

    private static List<String> brokers(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().stream().map(Node::host).toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers cannot be listed", e);
        }
    }

    private int awaitTopics(Admin admin) throws InterruptedException {
        String told = "";
        while (true) {
            switch (TopicCheck.check(admin, kafka.topics())) {
                case TopicCheck.Found.Ready ready -> {
                    return ready.partitions();
                }
                case TopicCheck.Found.NotReady notReady -> {
                    waitingFor = notReady.why();
                    if (!told.equals(notReady.why())) {
                        told = notReady.why();
                        LOG.atWarn()
                                .addKeyValue("bootstrapServers", kafka.bootstrapServers())
                                .addKeyValue("reason", told)
                                .log("waiting for the topics");
                    }
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    private void run(Admin admin, String server) throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(kafka.streams(config, server));
        StatusTopology topology =
                new StatusTopology(
                        kafka.topics(), config.deduplicationWindow(), config.maxPayloadBytes());
        KafkaStreams started =
                new KafkaStreams(topology.build(positions, listener.get()), properties);
        started.setUncaughtExceptionHandler(failure -> {
            LOG.atError().setCause(failure).log("a stream thread failed");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        try {
            waitingFor = "the tables to be restored";
            started.start();
            streams = started;
            watch(admin, started);
        } finally {
            streams = null;
            started.close(
                    CloseOptions.timeout(CLOSE_TIMEOUT)
                            .withGroupMembershipOperation(
                                    CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /**
     * Ready from the first moment at which all tables are there, and from then on while partitions
     * move as well: that happens at all instances at once, and each goes on answering for what it
     * has, for its copies, and through the others. Without this a balancer would be left with
     * nobody whenever one of them dies.
     */
    private void watch(Admin admin, KafkaStreams started) throws InterruptedException {
        KnownOffsets offsets = new KnownOffsets(admin, kafka.topics(), config.applicationId());
        while (!closing && !started.state().hasCompletedShutdown()) {
            if (started.state() == KafkaStreams.State.RUNNING) {
                waitingFor = "";
                tell(offsets);
            }
            Thread.sleep(PAUSE);
        }
        waitingFor = "a start after a failure";
    }

    private void tell(KnownOffsets offsets) throws InterruptedException {
        try {
            offsets.tell(positions);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("the broker did not tell offsets, asking again");
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Commits, leaves the consumer group and frees the state directory; waits for it. */
    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        waitingFor = "nothing: this instance is shutting down";
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(CLOSE_TIMEOUT.plusSeconds(5));
        }
    }
}
