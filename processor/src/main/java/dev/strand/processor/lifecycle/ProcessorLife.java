package dev.strand.processor.lifecycle;

import dev.strand.access.AdvertisedAddress;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.config.ProcessorConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the processor in this context: waits for Kafka, starts, drains. A broker that is not
 * there yet is waited for; what waiting cannot mend ends it. Thread-safe.
 */
@Singleton
public class ProcessorLife {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorLife.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Where it stands. */
    public enum Phase {
        /** No broker has answered yet. */
        WAITING_FOR_KAFKA,
        /** It runs, or Kafka Streams is bringing it up. */
        STARTED,
        /** It cannot run: see {@link ProcessorLife#failure}. */
        FAILED,
        /** It drains, or is over. */
        CLOSED
    }

    private final ProcessorConfig config;
    private final HandlerRegistry handlers;
    private final BrokerProbe broker;
    private final AdvertisedAddress advertised;
    private final AddressCheck check;
    private final MayDelegate delegates;
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread starter;
    private volatile int port;
    private volatile Phase phase = Phase.WAITING_FOR_KAFKA;
    private volatile @Nullable StrandProcessor processor;
    private volatile @Nullable RuntimeException failure;

    /** A life that has not begun. Closes the handlers at its end. */
    ProcessorLife(
            ProcessorConfig config,
            HandlerRegistry handlers,
            BrokerProbe broker,
            AdvertisedAddress advertised,
            AddressCheck check,
            MayDelegate delegates) {
        this.config = config;
        this.handlers = handlers;
        this.broker = broker;
        this.advertised = advertised;
        this.check = check;
        this.delegates = delegates;
        this.starter = Thread.ofPlatform().daemon().name("strand-start").unstarted(this::run);
    }

    /**
     * Begins. Returns as soon as the processor is started or it is known that Kafka must be waited
     * for, which goes on in the background.
     *
     * @param servedPort the port that this process already serves HTTP on
     * @throws RuntimeException if the processor cannot start and waiting would not help
     */
    public void start(int servedPort) throws InterruptedException {
        port = servedPort;
        starter.start();
        firstLook.await();
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private void run() {
        try {
            boolean isDone = false;
            while (!isDone && closing.getCount() > 0) {
                isDone = tryToStart();
                firstLook.countDown();
                boolean _ = !isDone && closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("worker", config.instance()).setCause(e).log("cannot start");
            failure = e;
            phase = Phase.FAILED;
            over.countDown();
        } finally {
            firstLook.countDown();
        }
    }

    private boolean tryToStart() {
        BrokerProbe.Answer answer = broker.ask();
        if (!answer.isReachable()) {
            LOG.atWarn()
                    .addKeyValue("worker", config.instance())
                    .log("waiting for Kafka: {}", answer.problem());
            return false;
        }
        try {
            String address = advertised.at(port, answer.hosts());
            check.compare(advertised, answer.hosts());
            processor = StrandProcessor.start(config, handlers, delegates.at(address));
            phase = Phase.STARTED;
            check.begin(address);
            return true;
        } catch (KafkaException e) {
            if (!(e instanceof RetriableException || e.getCause() instanceof RetriableException)) {
                throw e;
            }
            LOG.atWarn().setCause(e).log("Kafka is not ready and is tried again");
            return false;
        }
    }

    /** Where it stands. */
    public Phase phase() {
        return phase;
    }

    /** Why it cannot run; empty unless the phase is FAILED. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The processor, once there is one. */
    public Optional<StrandProcessor> processor() {
        return Optional.ofNullable(processor);
    }

    /** Waits until it has failed or is closed. */
    public void awaitEnd() throws InterruptedException {
        over.await();
    }

    /**
     * Drains and ends it; blocks until that is done, for the drain timeout and about twenty seconds
     * at most. Idempotent.
     */
    public synchronized void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        joinStarter();
        phase = failure == null ? Phase.CLOSED : Phase.FAILED;
        StrandProcessor running = processor;
        if (running != null) {
            running.close();
        }
        handlers.close();
        over.countDown();
    }

    private void joinStarter() {
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
