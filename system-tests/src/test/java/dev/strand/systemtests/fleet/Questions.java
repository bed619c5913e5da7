package dev.strand.systemtests.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps asking about tasks whose states are known, from several threads, each question over a
 * connection of its own, and judges the answers.
 */
final class Questions implements AutoCloseable {
    /** So many ask at once: so many requests may be in flight when an instance is killed. */
    static final int THREADS = 4;

    private static final int TIMEOUT_MILLIS = 15_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String url;
    private final Map<String, String> states;
    private final List<String> ids;
    private final LongSupplier killedNanos;
    private final Map<Kind, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong lastTroubleNanos = new AtomicLong(System.nanoTime());
    private volatile boolean isOver;

    /**
     * Begins.
     *
     * @param states by task id
     * @param killedNanos when an instance was killed last, or {@link Long#MAX_VALUE}
     */
    Questions(String url, Map<String, String> states, LongSupplier killedNanos) {
        this.url = url;
        this.states = states;
        this.ids = List.copyOf(states.keySet());
        this.killedNanos = killedNanos;
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            threads.add(Thread.startVirtualThread(() -> run(random)));
        }
    }

    /** What became of a question. */
    enum Kind {
        /** Answered, in full and up to date. */
        RIGHT,
        /** Answered from a copy, which the answer says. */
        FROM_A_COPY,
        /** Answered in part, which the answer says. */
        PARTIAL,
        /** 503: ask again. */
        UNAVAILABLE,
        /** Another status. */
        ELSE,
        /** The connection ended, and the question was asked before the kill. */
        CUT_OFF,
        /** The connection ended, and the question was asked after the kill. */
        FAILED
    }

    /** An answer. */
    record Reply(int status, String body, boolean isStale) {}

    private void run(Random random) {
        while (!isOver) {
            long began = System.nanoTime();
            try {
                ask(random);
            } catch (RuntimeException e) {
                wrong.add("an answer cannot be understood: " + e);
            } catch (IOException e) {
                boolean wasInFlight = began < killedNanos.getAsLong();
                add(wasInFlight ? Kind.CUT_OFF : Kind.FAILED);
                if (!wasInFlight) {
                    wrong.add("a request that began after the kill failed: " + e);
                }
            }
        }
    }

    private void ask(Random random) throws IOException {
        String id = ids.get(random.nextInt(ids.size()));
        int dice = random.nextInt(40);
        if (dice == 0) {
            judgeTask(id, get("/api/tasks/" + id + "?wait=PT1S&until=started"));
        } else if (dice < 10) {
            judgeList(get("/api/tasks?type=" + BothLogs.TYPE + "&limit=500"));
        } else {
            judgeTask(id, get("/api/tasks/" + id));
        }
    }

    private void judgeTask(String id, Reply reply) throws IOException {
        if (reply.status() == 200) {
            String status = MAPPER.readTree(reply.body()).get("status").asText();
            boolean isRight = status.equals(states.get(id));
            answered(reply, isRight, id + " is " + status);
        } else {
            answered(reply, reply.status() == 503, "of " + id);
        }
    }

    private void judgeList(Reply reply) throws IOException {
        if (reply.status() != 200) {
            answered(reply, reply.status() == 503, "a list");
            return;
        }
        JsonNode page = MAPPER.readTree(reply.body());
        Set<String> shown = new HashSet<>();
        boolean isRight = true;
        for (JsonNode task : page.get("tasks")) {
            String id = task.get("taskId").asText();
            isRight &= shown.add(id) && task.get("status").asText().equals(states.get(id));
        }
        boolean isPartial = page.has("partial");
        boolean isWhole = shown.equals(states.keySet());
        answered(reply, isRight && (isWhole || isPartial), shown.size() + " in a list");
        if (isPartial) {
            trouble(Kind.PARTIAL);
        }
    }

    private void answered(Reply reply, boolean isRight, String what) {
        if (!isRight) {
            wrong.add("%s: %d %s".formatted(what, reply.status(), reply.body()));
        }
        if (reply.body().contains(BothLogs.SECRET)) {
            wrong.add("what is masked was told: " + reply.body());
        }
        if (reply.status() != 200) {
            trouble(reply.status() == 503 ? Kind.UNAVAILABLE : Kind.ELSE);
        } else if (reply.isStale()) {
            trouble(Kind.FROM_A_COPY);
        } else {
            add(Kind.RIGHT);
        }
    }

    private void trouble(Kind kind) {
        add(kind);
        lastTroubleNanos.set(System.nanoTime());
    }

    private void add(Kind kind) {
        counts.computeIfAbsent(kind, k -> new AtomicLong()).incrementAndGet();
    }

    private Reply get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Authorization", "Bearer " + Keys.VIEWER);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        try (InputStream body =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Reply(
                    status,
                    body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    connection.getHeaderField("Strand-Lag-Records") != null);
        } finally {
            connection.disconnect();
        }
    }

    /** Since when every answer was whole and up to date. */
    long wholeSinceNanos() {
        return lastTroubleNanos.get();
    }

    /** How many answers there were of a kind, by now. */
    long count(Kind kind) {
        AtomicLong count = counts.get(kind);
        return count == null ? 0 : count.get();
    }

    /** How many answers there were of each kind, by now. */
    String counts() {
        return new TreeMap<>(counts).toString();
    }

    /** Whatever was wrong. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        isOver = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
