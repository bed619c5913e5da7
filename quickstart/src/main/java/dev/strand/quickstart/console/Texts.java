package dev.strand.quickstart.console;

import java.net.URI;
import java.nio.file.Path;

/** What the quickstart says to the person who started it. */
public final class Texts {
    private Texts() {}

    /** Before the first part starts. */
    public static String starting(Path dataDirectory) {
        return "Strand starts; its data is in " + dataDirectory;
    }

    /** Once everything is ready. */
    public static String ready(URI ingest, URI status, String bootstrapServers, Path log) {
        return """

        Strand is up.

          the page         %2$s/
          post tasks       %1$s/api/tasks
          look at them     %2$s/api/tasks
          live events      %2$s/api/events
          Kafka            %3$s
          log              %4$s

        Try it:

          curl -s %1$s/api/tasks -H 'Content-Type: application/json' \\
            -d '{"type":"demo","taskId":"hello-1","groupId":"customer-17","payload":{"sleepMs":1000,"echo":"hello"}}'
          curl -s '%2$s/api/tasks/hello-1?wait=PT10S&until=terminal'

        Ctrl-C stops it cleanly; a second Ctrl-C at once. Its tasks are kept for the next start.
        """
                .formatted(ingest, status, bootstrapServers, log);
    }

    /** After the first Ctrl-C. */
    public static String stopping() {
        return "\nStrand stops: running handlers may finish (Ctrl-C again ends it at once).";
    }
}
