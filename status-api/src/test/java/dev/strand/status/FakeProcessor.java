package dev.strand.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A processor that says of itself what a real one can say at most. */
final class FakeProcessor implements AutoCloseable {
    static final String INSTANCE = "talks";

    private static final String STATE =
            """
            {"instance":"talks","version":"1.0","startedAt":"2026-12-01T07:00:00.000Z",
             "at":"2026-12-01T08:00:00.000Z","permits":{"limit":9,"inUse":1},
             "types":[{"type":"email","hasHandler":true,"permits":{"limit":9,"inUse":1},
               "waiting":2,"rate":{"limitPerSecond":2.5},"groupRate":{"limitPerSecond":1},
               "breaker":"HALF_OPEN","elsewhere":["other"]}],
             "partitions":[{"partition":PARTITION,"epoch":1,"state":"ACTING",
               "running":1,"lanes":2,"waiting":2}]}\
            """;
    private static final String WHY =
            """
            {"groupId":"owned","at":"2026-12-01T08:00:00.000Z","reasons":[
             {"code":"NO_TYPE_PERMIT","sentence":"No permit is free.","type":"email",
              "inUse":9,"limit":9},
             {"code":"HANDLER_ELSEWHERE","sentence":"Another one has it.","type":"email",
              "instances":["other"]}]}\
            """;

    private final HttpServer server;
    private final int partition;

    private FakeProcessor(HttpServer server, int partition) {
        this.server = server;
        this.partition = partition;
    }

    /** One that owns a partition. */
    static FakeProcessor of(int partition) {
        try {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            FakeProcessor processor = new FakeProcessor(HttpServer.create(local, 0), partition);
            processor.server.createContext("/internal/", processor::answer);
            processor.server.start();
            return processor;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isState = exchange.getRequestURI().getPath().endsWith("/state");
        String text = isState ? STATE.replace("PARTITION", "" + partition) : WHY;
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Its claim of its partition. */
    Owner claim() {
        return claim(INSTANCE, "127.0.0.1:" + server.getAddress().getPort());
    }

    /** The claim of somebody who cannot be asked. */
    static Owner claim(String instance, String address) {
        return new Owner(
                StatusUnderTest.OWNER, OwnerKind.CLAIM, 0, instance, false, List.of(), address);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
