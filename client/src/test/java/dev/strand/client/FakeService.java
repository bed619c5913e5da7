package dev.strand.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A service that gives prepared answers, one after the other, and remembers what it was asked. */
final class FakeService implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Prepared> answers = new LinkedBlockingQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private record Prepared(int status, String type, String body) {}

    /**
     * A request.
     *
     * @param target path and query
     * @param authorization the header of that name, or null
     * @param lastEventId the header of that name, or null
     */
    record Asked(
            String method,
            String target,
            @Nullable String authorization,
            @Nullable String lastEventId,
            String body) {}

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Last-Event-ID"),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        Prepared prepared = answers.poll();
        Prepared given = prepared == null ? new Prepared(500, "text/plain", "") : prepared;
        byte[] body = given.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", given.type());
        exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Prepares the next answer. */
    FakeService then(int status, String json) {
        answers.add(new Prepared(status, "application/json", json));
        return this;
    }

    /** Prepares an answer that no service of ours gives. */
    FakeService thenText(int status, String text) {
        answers.add(new Prepared(status, "text/html", text));
        return this;
    }

    /** Prepares a stream of events that breaks after these frames. */
    FakeService thenFrames(String frames) {
        answers.add(new Prepared(200, "text/event-stream", frames));
        return this;
    }

    /** What it was asked, in order. */
    List<Asked> asked() {
        return asked;
    }

    /** The request of this number, from 0. */
    Asked asked(int number) {
        return asked.get(number);
    }

    /** A client of it, for both services. */
    StrandClient client() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return StrandClient.builder()
                .ingest(url)
                .status(url + "/")
                .token("strand_key")
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
