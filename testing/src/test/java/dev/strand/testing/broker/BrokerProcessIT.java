package dev.strand.testing.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerProcessIT {
    @TempDir private Path directory;

    @Test
    void shouldHaveEveryAcknowledgedRecordAfterKillMinusNine() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("data"))) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);
            BrokerClient client = new BrokerClient(broker.bootstrapServers());
            client.write("kept", "one", "two", "three");

            broker.kill();
            broker.restart();

            client.write("kept", "four");
            assertThat(client.read("kept")).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void shouldTakeUpInThisJvmWhatAKilledProcessLeft() throws Exception {
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);
            new BrokerClient(broker.bootstrapServers()).write("kept", "one");
            broker.kill();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(new BrokerClient(broker.bootstrapServers()).read("kept"))
                    .containsExactly("one");
        }
    }

    @Test
    void shouldBeLeftAloneByABrokerThatIsStartedOnItsDirectory() throws Exception {
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);

            assertThatThrownBy(() -> EmbeddedBroker.start(data))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("in use by another broker");

            BrokerClient client = new BrokerClient(broker.bootstrapServers());
            client.write("kept", "one");
            assertThat(client.read("kept")).containsExactly("one");
        }
    }
}
