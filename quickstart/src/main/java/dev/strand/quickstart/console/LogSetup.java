package dev.strand.quickstart.console;

import java.nio.file.Path;

/** Where the log goes: what people want to know to the console, everything to a file. */
public final class LogSetup {
    /** Name of the log file in the data directory. */
    public static final String FILE = "strand.log";

    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE_PROPERTY = "strand.log-file";

    private LogSetup() {}

    /** Must come before anything logs. A configuration that was given to the JVM is left alone. */
    public static Path configure(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        System.setProperty(FILE_PROPERTY, file.toString());
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "logback-quickstart.xml");
        }
        return file;
    }
}
