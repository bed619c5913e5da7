package dev.strand.processor.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strand.core.owner.Answers;
import dev.strand.core.owner.Inside;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only who has said so runs nothing. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PeerQuestionsTest {
    private static final Inside IN_G = new Inside("g", "a", 5, "far");

    private final List<HttpServer> servers = new ArrayList<>();
    private final PeerCalls calls = new PeerCalls("app/strand", null);

    @AfterEach
    void stop() {
        calls.close();
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void shouldTellWhatAProcessorRunsAndThatAnotherRunsNothing() throws Exception {
        String busy = answering(200, new String(Wire.write(List.of(IN_G)), StandardCharsets.UTF_8));
        String idle = answering(200, "[]");
        String older = answering(404, "");
        String foreign = answering(409, "");

        Answers answers = ask(busy, idle, older, foreign);

        assertThat(answers.silent()).isEmpty();
        assertThat(answers.said())
                .containsEntry(busy, List.of(IN_G))
                .containsEntry(idle, List.of())
                .containsEntry(older, List.of())
                .containsEntry(foreign, List.of());
    }

    @Test
    void shouldTakeNobodyForIdleWhoHasNotSaidSo() throws Exception {
        String[] silent = {
            answering(429, ""),
            answering(401, ""),
            answering(500, ""),
            answering(503, ""),
            answering(200, "null"),
            answering(200, "[{}"),
            answering(200, "[{}]"),
            serving(PeerQuestionsTest::beginAndNeverEnd),
            "localhost:1",
            "not an address"
        };

        Answers answers = ask(silent);

        assertThat(answers.said()).isEmpty();
        assertThat(answers.silent()).containsExactlyInAnyOrder(silent);
    }

    @Test
    void shouldWriteAddressesAsInUrls() {
        assertThat(StreamsPeers.address("::1", 8082)).isEqualTo("[::1]:8082");
        assertThat(StreamsPeers.address("[::1]", 8082)).isEqualTo("[::1]:8082");
        assertThat(StreamsPeers.address("host", 8082)).isEqualTo("host:8082");
    }

    private Answers ask(String... addresses) {
        return new PeerQuestions(() -> List.of(addresses), calls).ask(0, 6);
    }

    private String answering(int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return serving(exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static void beginAndNeverEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('[');
        exchange.getResponseBody().flush();
    }

    private String serving(Answer answer) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answer::to);
        server.start();
        servers.add(server);
        return "localhost:" + server.getAddress().getPort();
    }
}
