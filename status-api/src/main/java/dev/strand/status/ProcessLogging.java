package dev.strand.status;

import java.util.Locale;
import java.util.Map;

/**
 * How the service logs where it has a process of its own: for people, or as JSON where {@value
 * #FORMAT} is {@code json}. Files of its own: in one JVM with others, whoever owns the JVM decides.
 */
final class ProcessLogging {
    /** Environment variable that chooses the format. */
    static final String FORMAT = "STRAND_LOG_FORMAT";

    /** Logback's own property; what is set there stays. */
    static final String FILE = "logback.configurationFile";

    private static final String TEXT = "strand-status-logback.xml";
    private static final String JSON = "strand-status-logback-json.xml";

    private ProcessLogging() {}

    /** Must come before the first logger. */
    static void configure() {
        if (System.getProperty(FILE) == null) {
            System.setProperty(FILE, fileFor(System.getenv()));
        }
    }

    static String fileFor(Map<String, String> environment) {
        String format = environment.getOrDefault(FORMAT, "text").strip().toLowerCase(Locale.ROOT);
        return format.equals("json") ? JSON : TEXT;
    }
}
