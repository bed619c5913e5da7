package dev.strand.testing.trace;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One event as one line of text: kind, worker, time and, for handlers, the execution, separated by
 * spaces.
 */
final class TraceLine {
    private static final String STARTED = "STARTED";
    private static final String ENDED = "ENDED";
    private static final String DIED = "DIED";

    private TraceLine() {}

    static String format(TraceEvent event) {
        return switch (event) {
            case TraceEvent.Started(Execution execution, String worker, Instant at) ->
                    line(STARTED, worker, at, execution);
            case TraceEvent.Ended(Execution execution, String worker, Instant at) ->
                    line(ENDED, worker, at, execution);
            case TraceEvent.Died(String worker, Instant at) -> DIED + " " + worker + " " + at;
        };
    }

    static TraceEvent parse(String line) {
        String[] words = line.split(" ", -1);
        String worker = words[1];
        Instant at = Instant.parse(words[2]);
        return switch (words[0]) {
            case STARTED -> new TraceEvent.Started(execution(words), worker, at);
            case ENDED -> new TraceEvent.Ended(execution(words), worker, at);
            case DIED -> new TraceEvent.Died(worker, at);
            default ->
                    throw new IllegalArgumentException(
                            "a trace line must start with a known event, got: " + line);
        };
    }

    private static String line(String kind, String worker, Instant at, Execution e) {
        return String.join(
                " ",
                kind,
                worker,
                at.toString(),
                escaped(e.groupId()),
                escaped(e.taskId()),
                Integer.toString(e.run()),
                Long.toString(e.sequence()),
                Integer.toString(e.attempt()),
                e.token());
    }

    private static Execution execution(String[] words) {
        return new Execution(
                unescaped(words[3]),
                unescaped(words[4]),
                Integer.parseInt(words[5]),
                Long.parseLong(words[6]),
                Integer.parseInt(words[7]),
                words[8]);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
