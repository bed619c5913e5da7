package dev.strand.status;

import dev.strand.testing.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one instance of the service, on a broker of their class. */
abstract class OneInstance {
    /** The service, from before the first test of the class to after the last. */
    static StatusUnderTest status;

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status = new StatusUnderTest(broker, directory.resolve("state"));
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    /** A name that no other test has. */
    static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }
}
