package dev.strand.processor.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.owner.Outgoing;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.BrokerSettings;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FactProducerIT {
    private static final String TOPIC = "status";
    private static final int PARTITIONS = 3;
    private static final int GROUPS = 30;
    private static final int STEPS = 40;
    private static final int STEPS_BEFORE_THE_STOP = 10;
    private static final OwnerKey OWNER = new OwnerKey(1, "n");

    @TempDir private Path directory;

    /** One group: the next fact is sent once the one before it is acknowledged. */
    private static final class Group implements FactProducer.Listener {
        private final FactProducer producer;
        private final int number;
        private final AtomicInteger step = new AtomicInteger();
        private final CountDownLatch reachedStop;
        private final CountDownLatch done;
        private final Set<String> gaveUp = java.util.Collections.synchronizedSet(new HashSet<>());

        Group(FactProducer producer, int number, CountDownLatch reachedStop, CountDownLatch done) {
            this.producer = producer;
            this.number = number;
            this.reachedStop = reachedStop;
            this.done = done;
        }

        void next() {
            int current = step.getAndIncrement();
            if (current == STEPS_BEFORE_THE_STOP) {
                reachedStop.countDown();
            }
            if (current == STEPS) {
                done.countDown();
            } else {
                producer.send(number % PARTITIONS, fact(number, current), this);
            }
        }

        @Override
        public void acknowledged(Outgoing outgoing, long offset, byte[] value) {
            Thread.ofVirtual().start(this::next);
        }

        @Override
        public boolean isWanted(Outgoing outgoing) {
            return true;
        }

        @Override
        public void gaveUp(Outgoing outgoing) {
            gaveUp.add(outgoing.toString());
        }
    }

    private static Outgoing fact(int group, int step) {
        FactDetails details =
                new FactDetails(null, Instant.now(), "w", null, null, null, null, null);
        Fact fact =
                new Fact(
                        RunId.at("group-" + group, "task-" + step, 1, step),
                        OWNER,
                        1,
                        FactStatus.COMPLETED,
                        details);
        return new Outgoing(OWNER, fact, System.nanoTime(), null);
    }

    @Test
    void shouldSendAgainAndKeepTheOrderOfGroupsWhileTheBrokerIsAway() throws Exception {
        // Given
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        int port = broker.port();
        broker.createTopics(PARTITIONS, TOPIC);
        CountDownLatch reachedStop = new CountDownLatch(GROUPS);
        CountDownLatch done = new CountDownLatch(GROUPS);
        List<Group> groups = new ArrayList<>();
        try (FactProducer producer = new FactProducer(TOPIC, config(broker, 3_000))) {
            for (int i = 0; i < GROUPS; i++) {
                groups.add(new Group(producer, i, reachedStop, done));
            }
            groups.forEach(Group::next);
            assertThat(reachedStop.await(60, TimeUnit.SECONDS)).isTrue();
            // When: for longer than the client itself tries
            broker.close();
            assertThat(done.await(5, TimeUnit.SECONDS)).as("done without a broker").isFalse();
            broker = EmbeddedBroker.start(BrokerSettings.in(directory).withPort(port));
            // Then
            assertThat(done.await(90, TimeUnit.SECONDS)).as("all groups done").isTrue();
            assertThat(groups).allSatisfy(group -> assertThat(group.gaveUp).isEmpty());
            shouldBeInOrder(broker);
        } finally {
            broker.close();
        }
    }

    private static void shouldBeInOrder(EmbeddedBroker broker) {
        Map<String, List<Long>> byGroup = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                new TopicReader(broker.bootstrapServers()).readAll(TOPIC, Duration.ofSeconds(60))) {
            assertThat(StatusCodec.decode(record.value())).isInstanceOf(Decoded.Ok.class);
            if (StatusCodec.decode(record.value()) instanceof Decoded.Ok<StatusRecord>(Fact fact)) {
                byGroup.computeIfAbsent(fact.run().groupId(), _ -> new ArrayList<>())
                        .add(fact.run().sequence());
            }
        }
        assertThat(byGroup).hasSize(GROUPS);
        byGroup.forEach((group, steps) -> {
            assertThat(steps).as(group).isSorted();
            assertThat(new HashSet<>(steps)).as(group).hasSize(STEPS);
        });
    }

    @Test
    void shouldGiveUpWhatNobodyWantsAnyMore() throws Exception {
        // Given
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        broker.createTopics(PARTITIONS, TOPIC);
        AtomicBoolean isWanted = new AtomicBoolean(true);
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch gaveUp = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        FactProducer.Listener listener =
                new FactProducer.Listener() {
                    @Override
                    public void acknowledged(Outgoing outgoing, long offset, byte[] value) {
                        acknowledged.add(outgoing.toString());
                    }

                    @Override
                    public boolean isWanted(Outgoing outgoing) {
                        asked.countDown();
                        return isWanted.get();
                    }

                    @Override
                    public void gaveUp(Outgoing outgoing) {
                        gaveUp.countDown();
                    }
                };
        try (FactProducer producer = new FactProducer(TOPIC, config(broker, 1_000))) {
            // When
            broker.close();
            producer.send(0, fact(1, 1), listener);
            assertThat(asked.await(60, TimeUnit.SECONDS)).as("failed twice").isTrue();
            assertThat(gaveUp.getCount()).isOne();
            isWanted.set(false);
            // Then
            assertThat(gaveUp.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(acknowledged).isEmpty();
        }
    }

    private static Map<String, Object> config(EmbeddedBroker broker, int deliveryMillis) {
        Map<String, Object> config = new LinkedHashMap<>(FactProducer.required(8 << 20));
        config.put("bootstrap.servers", broker.bootstrapServers());
        config.put("delivery.timeout.ms", deliveryMillis);
        config.put("request.timeout.ms", deliveryMillis - 100);
        config.put("max.block.ms", deliveryMillis);
        config.put("linger.ms", 0);
        config.put("reconnect.backoff.max.ms", 200);
        return config;
    }
}
