package dev.strand.testing.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The directory in which a node keeps its logs: formatted once, then taken up again and again. */
final class DataDirectory {
    private static final String FORMATTED_MARK = "meta.properties";
    private static final String METADATA_LOG = "__cluster_metadata-0";

    private DataDirectory() {}

    /** Whether a node has run on the directory before. */
    static boolean wasUsed(Path directory) {
        return Files.exists(directory.resolve(METADATA_LOG));
    }

    /**
     * Makes the directory ready for a node. Kafka writes the mark last, so a format that was cut
     * off is simply repeated.
     */
    static void prepare(Path directory) throws Exception {
        if (Files.exists(directory.resolve(FORMATTED_MARK))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setIgnoreFormatted(true)
                .run();
    }
}
