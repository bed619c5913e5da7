package dev.strand.testing.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a JVM of its own: {@code <data directory> <port>}. Prints {@value #READY} once it
 * serves; SIGTERM stops it.
 */
public final class BrokerMain {
    /** First words of the line that says that the broker serves clients. */
    public static final String READY = "broker ready on";

    private BrokerMain() {}

    /** Runs until the JVM is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "usage: BrokerMain <data directory> <port>, got: "
                            + arguments.length
                            + " arguments");
        }
        BrokerSettings settings =
                BrokerSettings.in(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1]));
        EmbeddedBroker broker = EmbeddedBroker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        System.out.println(READY + " " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
