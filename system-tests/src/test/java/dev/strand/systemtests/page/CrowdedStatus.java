package dev.strand.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The page's files, and a status API that has very many groups and in which very much happens: what
 * a machine of this size could not also process for real.
 */
final class CrowdedStatus implements AutoCloseable {
    private static final String[] STATES = {"RUNNING", "COMPLETED", "QUEUED", "RETRYING"};
    private static final int FRAME_MILLIS = 100;

    private final AtomicLong sent = new AtomicLong();
    private final HttpServer server;
    private final int groups;
    private final int eventsPerSecond;

    CrowdedStatus(int groups, int eventsPerSecond) throws IOException {
        this.groups = groups;
        this.eventsPerSecond = eventsPerSecond;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::file);
        server.createContext("/api/", exchange -> answer(exchange, 404, "application/json", "{}"));
        server.createContext(
                "/api/groups/wall", exchange -> answer(exchange, 200, "application/json", wall()));
        server.createContext(
                "/api/stats",
                exchange ->
                        answer(exchange, 200, "application/json", "{\"tasks\":{\"QUEUED\":9}}"));
        server.createContext("/api/events", this::events);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Updates sent to all streams so far. */
    long sent() {
        return sent.get();
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.contains(".") ? path.substring(1) : "index.html";
        try (InputStream in = getClass().getResourceAsStream("/dashboard/" + name)) {
            String type =
                    name.endsWith("js")
                            ? "text/javascript"
                            : name.endsWith("css") ? "text/css" : "text/html";
            byte[] content = in == null ? new byte[0] : in.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(
                    in == null ? 404 : 200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String wall() {
        Instant now = Instant.now();
        StringBuilder json =
                new StringBuilder("{\"at\":\"" + now + "\",\"fields\":[\"groupId\",\"state\",")
                        .append("\"depth\",\"partition\",\"oldestSubmittedAt\",\"runningSince\"],")
                        .append("\"rows\":[");
        for (int i = 0; i < groups; i++) {
            String state = i % 50 == 0 ? "RETRYING" : i % 3 == 0 ? "IDLE" : "ACTIVE";
            json.append(i == 0 ? "" : ",").append("[\"group-").append(i).append("\",\"");
            json.append(state).append("\",").append("IDLE".equals(state) ? 0 : 1 + i % 400);
            json.append(',').append(i % 64).append(",\"").append(now.minusSeconds(i % 60));
            json.append("\",null]");
        }
        return json.append("]}").toString();
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        int perFrame = eventsPerSecond * FRAME_MILLIS / 1_000;
        long due = System.nanoTime();
        try (OutputStream out = exchange.getResponseBody()) {
            for (long frame = 0; ; frame++) {
                out.write(frame(frame, perFrame).getBytes(UTF_8));
                out.flush();
                sent.addAndGet(perFrame);
                due += FRAME_MILLIS * 1_000_000L;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String frame(long frame, int size) {
        String now = Instant.now().toString();
        StringBuilder json = new StringBuilder(size * 400);
        json.append("id: ").append(frame).append("\nevent: tasks\ndata: {\"tasks\":[");
        for (int i = 0; i < size; i++) {
            long number = frame * size + i;
            String state = STATES[(int) (number / 7 % STATES.length)];
            json.append(i == 0 ? "" : ",").append("{\"taskId\":\"t-").append(number);
            json.append("\",\"groupId\":\"group-").append(number * 7919 % groups);
            json.append("\",\"type\":\"load\",\"status\":\"").append(state);
            json.append("\",\"run\":1,\"attempt\":1,\"maxAttempts\":5,\"partition\":");
            json.append(number * 7919 % groups % 64).append(",\"sequence\":").append(number);
            json.append(",\"submittedAt\":\"")
                    .append(now)
                    .append("\",\"startedAt\":\"")
                    .append(now);
            json.append("\",\"updatedAt\":\"").append(now).append("\",\"worker\":\"w\",");
            json.append(
                    "\"priority\":5,\"timeout\":\"PT5M\",\"onFailure\":\"CONTINUE\",\"labels\":{}}");
        }
        return json.append("]}\n\n").toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
