package dev.strand.processor;

import dev.strand.core.owner.Worker;
import dev.strand.core.permit.PermitPool;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.config.KafkaSettings;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.processor.delegation.Network;
import dev.strand.processor.delegation.Peering;
import dev.strand.processor.execution.AttemptCounts;
import dev.strand.processor.execution.Breakers;
import dev.strand.processor.execution.Drain;
import dev.strand.processor.execution.OrphanReader;
import dev.strand.processor.execution.PartitionHost;
import dev.strand.processor.execution.PartitionHosts;
import dev.strand.processor.execution.ProcessInsight;
import dev.strand.processor.execution.Ticker;
import dev.strand.processor.facts.FactProducer;
import dev.strand.processor.reading.PacedClients;
import dev.strand.processor.reading.ReadAhead;
import dev.strand.processor.topics.TasksEnd;
import dev.strand.processor.topics.TopicSetup;
import dev.strand.processor.topology.InputWatch;
import dev.strand.processor.topology.StrandTopology;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running processor: one Kafka Streams instance with its handlers. {@link #close} is a clean
 * shutdown: nothing more starts, what runs may end within the drain timeout, and the partitions are
 * handed over at once.
 */
public final class StrandProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StrandProcessor.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final ProcessorConfig config;
    private final Admin admin;
    private final FactProducer facts;
    private final ProcessInsight insight;
    private final PartitionHosts hosts;
    private final Ticker ticker;
    private final OrphanReader orphans;
    private final InputWatch input;
    private final ThreadDeaths deaths;
    private final KafkaStreams streams;
    private final int partitions;
    private final Peering peering;
    private boolean isClosed;

    private StrandProcessor(ProcessorConfig config, HandlerRegistry handlers, Network network) {
        String address = network.address();
        this.config = config;
        KafkaSettings kafka = new KafkaSettings(config);
        Settings settings = config.settings();
        Topics topics = Topics.withPrefix(config.topicPrefix());
        this.admin = Admin.create(kafka.common());
        this.partitions = ensureTopics(admin, topics, settings);
        this.facts = new FactProducer(topics.status().name(), kafka.facts());
        Breakers breakers = Breakers.of(settings.execution(), handlers.types());
        PermitPool permits = new PermitPool(settings.limits(handlers.types()), breakers);
        this.hosts =
                new PartitionHosts(
                        new Worker(config.instance(), address),
                        settings.owner(),
                        permits,
                        handlers,
                        breakers,
                        settings.execution().maxResultBytes(),
                        facts,
                        new TasksEnd(admin, topics.tasks().name()));
        this.insight = new ProcessInsight(config.instance(), hosts, permits, handlers, breakers);
        this.ticker = new Ticker(hosts);
        this.orphans = new OrphanReader(hosts, topics.status().name(), kafka.orphans());
        this.input = new InputWatch(partitions);
        this.deaths = new ThreadDeaths(settings.streamThreads());
        ReadAhead readAhead = new ReadAhead();
        this.streams =
                new KafkaStreams(
                        StrandTopology.of(
                                topics,
                                new TaskCodec(
                                        TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES,
                                        settings.execution().attemptDefaults()),
                                hosts,
                                settings.deduplicationWindow(),
                                input,
                                readAhead,
                                KafkaSettings.MAX_RECORD_BYTES),
                        new StreamsConfig(properties(kafka.streams(address))),
                        new PacedClients(readAhead, topics.tasks().name()));
        streams.setUncaughtExceptionHandler(this::streamThreadDied);
        this.peering = new Peering(config, network, streams, hosts.delegation());
    }

    private static int ensureTopics(Admin admin, Topics topics, Settings settings) {
        try {
            return new TopicSetup(admin, topics)
                    .ensure(
                            settings.partitions(),
                            settings.replicationFactor(),
                            KafkaSettings.MAX_RECORD_BYTES);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Properties properties(Map<String, Object> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Starts one that answers nobody over HTTP. */
    public static StrandProcessor start(ProcessorConfig config, HandlerRegistry handlers) {
        return start(config, handlers, Network.NONE);
    }

    /**
     * Creates missing topics and starts. Returns before the first partition is assigned.
     *
     * @param network where others can ask this process, which its ownership records tell, and
     *     whether it may have them run what it has no handler of
     * @param handlers stay the caller's to close, after the processor
     * @throws IllegalArgumentException naming every setting that is out of range
     * @throws IllegalStateException if the topics do not fit together
     */
    public static StrandProcessor start(
            ProcessorConfig config, HandlerRegistry handlers, Network network) {
        List<String> violations = config.settings().violations();
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        StrandProcessor processor = new StrandProcessor(config, handlers, network);
        processor.ticker.start();
        processor.orphans.start();
        processor.streams.start();
        processor.peering.start();
        LOG.atInfo()
                .addKeyValue("worker", config.instance())
                .addKeyValue("address", network.address())
                .addKeyValue("partitions", processor.partitions)
                .addKeyValue("types", handlers.types())
                .log("processor started");
        return processor;
    }

    private StreamThreadExceptionResponse streamThreadDied(Throwable cause) {
        LOG.atError()
                .addKeyValue("worker", config.instance())
                .addKeyValue("deaths", deaths.died(cause, System.nanoTime()))
                .setCause(cause)
                .log("a stream thread died and is replaced");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** State of the Kafka Streams instance. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Why it cannot go on in this process, in words; empty while it may. */
    public Optional<String> hopeless() {
        return deaths.hopeless(System.nanoTime());
    }

    /** What Kafka Streams measures. */
    public Collection<? extends Metric> streamsMetrics() {
        return streams.metrics().values();
    }

    /** Number of partitions that tasks may start in here, now. */
    public int actingPartitions() {
        return (int) hosts.all().stream().filter(PartitionHost::isActing).count();
    }

    /** Number of partitions that are assigned to this process, now. */
    public int assignedPartitions() {
        return hosts.assigned();
    }

    /** Number of partitions of the topics. */
    public int partitions() {
        return partitions;
    }

    /** Handlers entered or outcomes not acknowledged. */
    public int running() {
        return hosts.running();
    }

    /** How attempts have ended since the start. */
    public AttemptCounts attempts() {
        return hosts.attempts();
    }

    /** For looking into it. */
    public ProcessInsight insight() {
        return insight;
    }

    /** Where it stands with the other processors. */
    public Peering peering() {
        return peering;
    }

    /** Counts of what was odd about the records that were read. */
    public InputWatch input() {
        return input;
    }

    /**
     * A clean shutdown. Blocks until it is done: at most the drain timeout and about twenty
     * seconds.
     */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        LOG.atInfo().addKeyValue("worker", config.instance()).log("processor stops: draining");
        new Drain(hosts).run(config.settings().drainTimeout());
        streams.close(
                CloseOptions.timeout(CLOSE_TIMEOUT)
                        .withGroupMembershipOperation(
                                CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        facts.flush();
        ticker.close();
        orphans.close();
        peering.close();
        facts.close();
        admin.close();
        LOG.atInfo().addKeyValue("worker", config.instance()).log("processor stopped");
    }
}
