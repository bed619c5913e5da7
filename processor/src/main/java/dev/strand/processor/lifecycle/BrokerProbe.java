package dev.strand.processor.lifecycle;

import dev.strand.processor.config.ProcessorConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** Asks Kafka whether it is there; at most once a second, whoever wants to know. Thread-safe. */
@Singleton
public class BrokerProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String BOOTSTRAP = AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;

    private final Map<String, Object> config;
    private @Nullable Admin admin;
    private @Nullable Answer last;
    private long askedAtNanos;
    private boolean isClosed;

    /**
     * What is known of Kafka.
     *
     * @param hosts of the brokers that are there; none if none has answered
     * @param problem why not, for people, or null
     */
    public record Answer(List<String> hosts, @Nullable String problem) {
        /** Whether a broker has answered. */
        public boolean isReachable() {
            return problem == null;
        }
    }

    /** A probe of this cluster, which has asked nothing yet. */
    public BrokerProbe(ProcessorConfig config) {
        this.config = new HashMap<>(config.kafka());
        this.config.put(AdminClientConfig.CLIENT_ID_CONFIG, config.instance() + "-probe");
        int millis = Math.toIntExact(TIMEOUT.toMillis());
        this.config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    }

    /** Where the brokers are looked for. */
    public String bootstrapServers() {
        return String.valueOf(config.get(BOOTSTRAP));
    }

    /** Asks, and waits about two seconds at most. */
    public synchronized Answer ask() {
        Answer known = last;
        if (known != null && System.nanoTime() - askedAtNanos < FRESH.toNanos()) {
            return known;
        }
        Answer answer = askAnew();
        last = answer;
        askedAtNanos = System.nanoTime();
        return answer;
    }

    private Answer askAnew() {
        if (isClosed) {
            return new Answer(List.of(), "the processor is closed");
        }
        try {
            Admin asked = admin == null ? Admin.create(config) : admin;
            admin = asked;
            Collection<Node> brokers =
                    asked.describeCluster().nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(brokers.stream().map(Node::host).toList(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(List.of(), "interrupted");
        } catch (TimeoutException e) {
            return new Answer(List.of(), unanswered());
        } catch (ExecutionException e) {
            return new Answer(List.of(), unanswered() + " (" + rootMessage(e) + ")");
        } catch (KafkaException e) {
            return new Answer(List.of(), rootMessage(e));
        }
    }

    private String unanswered() {
        return "no broker answered at %s within %s; check strand.kafka.bootstrap-servers"
                .formatted(bootstrapServers(), TIMEOUT);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @PreDestroy
    synchronized void close() {
        isClosed = true;
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }
}
