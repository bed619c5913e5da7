package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean no good: refused with a clear answer, and the service goes on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileClientsIT {
    private static final String HOST = "Host: here\r\n";
    private static final String OPERATOR = "Authorization: Bearer " + TestKeys.OPERATOR + "\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String PAUSE = "POST /api/groups/smuggled/pause HTTP/1.1\r\n" + HOST;
    private static final int MANY_BYTES = 10 << 20;
    private static final int SLOW_CLIENTS = 300;

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;
    private static int port;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status =
                new StatusUnderTest(
                        broker,
                        directory.resolve("state"),
                        Map.of(
                                "strand.access.keys", TestKeys.setting(),
                                "strand.access.header-timeout", "PT2S",
                                "strand.status.mask.types", "email"));
        status.awaitReady();
        port = URI.create(status.url()).getPort();
        RecordMetadata at = status.submit("masked", "masked", "email");
        status.happened(at, "masked", "masked", 1, FactStatus.FAILED);
        assertThat(asViewer(at(at, "masked") + "&wait=PT30S").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    @AfterEach
    void shouldBeAliveAndHaveDoneNothing() {
        assertThat(asViewer("/api/tasks/masked").statusCode()).isEqualTo(200);
        assertThat(asViewer("/api/groups/smuggled").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> asViewer(String path) {
        return status.as(TestKeys.VIEWER, "GET", path, null);
    }

    @Test
    void shouldRefuseRequestsThatServersReadDifferently() throws IOException {
        String smuggled = PAUSE + OPERATOR + "Content-Length: 2\r\n\r\n{}";
        String start = "POST /api/groups/none/pause HTTP/1.1\r\n" + HOST;
        for (String hostile :
                List.of(
                        start + "Content-Length: 2\r\nContent-Length: 50\r\n\r\n{}" + smuggled,
                        start + "Content-Length: 2, 50\r\n\r\n{}" + smuggled,
                        start + "Content-Length: +2\r\n\r\n{}" + smuggled,
                        start + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
                        start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled,
                        start + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                        start + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + smuggled,
                        "GET /api/tasks HTTP/1.1\r\n" + HOST + "X: a\rb: c\r\n\r\n",
                        "GET /api/tasks HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n",
                        "GET /api/tasks HTTP/1.1\r\n" + HOST + "Bad Name: x\r\n\r\n",
                        "GET /api/tasks\u0000 HTTP/1.1\r\n" + HOST + "\r\n",
                        "GET /api/tasks HTTP/9.9\r\n" + HOST + "\r\n",
                        "GET /api/tasks HTTP/1.1\r\n"
                                + HOST
                                + "X: "
                                + "y".repeat(9_000)
                                + "\r\n\r\n",
                        "GET /api/tasks HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(5_000) + "\r\n",
                        "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                        "CONNECT else.example.org:443 HTTP/1.1\r\n" + HOST + "\r\n",
                        "TRACE /api/tasks HTTP/1.1\r\n" + HOST + "\r\n",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.send(hostile);
                assertThat(connection.status())
                        .as(hostile.substring(0, Math.min(120, hostile.length())))
                        .satisfiesAnyOf(
                                closed -> assertThat(closed).isEqualTo(RawConnection.CLOSED),
                                refused -> assertThat(refused).isBetween(400, 499),
                                unknown -> assertThat(unknown).isBetween(501, 505));
            }
            assertThat(status.get("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseBodiesThatAreTooLarge() throws IOException {
        for (String path :
                List.of("/api/groups/none/pause", "/api/tasks/cancel", "/internal/ask", "/none")) {
            for (boolean isChunked : new boolean[] {true, false}) {
                assertThat(sent(path, isChunked))
                        .as(path + (isChunked ? " in chunks" : ""))
                        .isIn(RawConnection.CLOSED, 404, 413);
            }
        }
        String unknown = "x".repeat(1 << 20);
        HttpResponse<String> answer =
                status.as(TestKeys.OPERATOR, "POST", "/api/tasks/cancel", unknown + unknown + "xx");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    private static int sent(String path, boolean isChunked) throws IOException {
        String type = path.startsWith("/internal") ? "octet-stream" : "json";
        String head =
                "POST %s HTTP/1.1\r\n%s%sContent-Type: application/%s\r\n%s\r\n\r\n"
                        .formatted(
                                path,
                                HOST,
                                OPERATOR,
                                type,
                                isChunked
                                        ? "Transfer-Encoding: chunked"
                                        : "Content-Length: " + MANY_BYTES);
        String piece = "x".repeat(1 << 16);
        try (RawConnection connection = new RawConnection(port)) {
            boolean goesOn = connection.send(head);
            for (int sent = 0; goesOn && sent < MANY_BYTES; sent += piece.length()) {
                goesOn = connection.send(isChunked ? "10000\r\n" + piece + "\r\n" : piece);
            }
            return connection.status();
        }
    }

    @Test
    void shouldTellViewersNothingMoreUnderOtherSpellingsOfAPath() throws IOException {
        for (String path :
                List.of(
                        "/api/tasks/masked",
                        "/api/tasks/masked/",
                        "//api/tasks/masked",
                        "/api//tasks/masked",
                        "/./api/tasks/masked",
                        "/x/../api/tasks/masked",
                        "/%61pi/tasks/masked",
                        "/api%2Ftasks%2Fmasked",
                        "/api/tasks/%6dasked",
                        "/api;x=y/tasks/masked",
                        "/api/tasks/masked;x=y",
                        "/API/tasks/masked",
                        "/api/tasks/masked%00",
                        "/api/tasks/masked%0d%0aX-Injected:%20yes",
                        "/api\\tasks\\masked",
                        "http://here/api/tasks/masked",
                        "/api/tasks/..%2f..%2finternal%2fpartitions")) {
            for (String key : List.of("", "Authorization: Bearer " + TestKeys.VIEWER + "\r\n")) {
                try (RawConnection connection = new RawConnection(port)) {
                    connection.send("GET " + path + " HTTP/1.1\r\n" + CLOSE + HOST + key + "\r\n");
                    int answered = connection.status();
                    String rest = connection.rest();
                    assertThat(answered).as(path).isIn(RawConnection.CLOSED, 200, 400, 401, 404);
                    assertThat(answered == 200 && key.isEmpty()).as(path + ": " + rest).isFalse();
                    assertThat(rest).as(path).doesNotContain("it broke").doesNotContain("\"ada\"");
                    assertThat(rest.split("\r\n\r\n", 2)[0]).doesNotContain("X-Injected: yes");
                }
            }
        }
    }

    @Test
    void shouldAnswerOthersWhileManyDawdleAndCloseThose() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                RawConnection connection = new RawConnection(port);
                connection.send("GET /api/tasks HTTP/1.1\r\n" + HOST + "X-Slow: ");
                slow.add(connection);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(asViewer("/api/tasks/masked").statusCode()).isEqualTo(200);
            }
            await("connections that dawdle are closed")
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> {
                        for (RawConnection connection : List.copyOf(slow)) {
                            if (!connection.send("x") || connection.isClosed()) {
                                connection.close();
                                slow.remove(connection);
                            }
                        }
                        return slow.isEmpty();
                    });
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    void shouldRefuseWhateverIsNoKey() throws IOException {
        for (String wrong :
                List.of(
                        "Bearer",
                        "Bearer ",
                        "Bearer strand_",
                        "Bearer " + TestKeys.VIEWER + "x",
                        "Bearer " + TestKeys.VIEWER.toUpperCase(Locale.ROOT),
                        "Basic " + TestKeys.VIEWER,
                        TestKeys.VIEWER,
                        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZXMiOlsib3BlcmF0b3IiXX0.",
                        "Bearer a.b.c",
                        "Bearer " + "a".repeat(7_000))) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.send(
                        "GET /api/tasks HTTP/1.1\r\n%sAuthorization: %s\r\n\r\n"
                                .formatted(HOST + CLOSE, wrong));
                assertThat(connection.status()).as(wrong).isEqualTo(401);
                assertThat(connection.rest()).contains("application/problem+json");
            }
        }
    }

    @Test
    void shouldNeverBeBroughtDownByAForgedCursor() {
        for (int i = 0; i < 4; i++) {
            RecordMetadata at = status.submit("cursor-" + i, "cursor-" + i, "cursor");
            asViewer(at(at, "cursor-" + i));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String list :
                List.of(
                        "/api/tasks?type=cursor&limit=1",
                        "/api/tasks?sort=oldest&limit=1",
                        "/api/groups?limit=1",
                        "/api/groups?sort=depth&limit=1",
                        "/api/groups?sort=age&limit=1",
                        "/api/groups?state=ACTIVE&limit=1")) {
            String real = StatusUnderTest.json(asViewer(list)).path("nextCursor").asText();
            assertThat(real).as(list).isNotEmpty();
            for (int i = 0; i < 40; i++) {
                String mangled = flipped(real, random);
                assertThat(asViewer(list + "&cursor=" + mangled).statusCode())
                        .as("seed %d, %s, %s", seed, list, mangled)
                        .isEqualTo(400);
                String forged = forged(real, random);
                HttpResponse<String> answer = asViewer(list + "&cursor=" + forged);
                assertThat(answer.statusCode())
                        .as("seed %d, %s, %s: %s", seed, list, forged, answer.body())
                        .isIn(200, 400);
                assertThat(answer.body())
                        .doesNotContain("\"type\":\"email\",\"status\":\"QUEUED\"");
            }
        }
    }

    /** With one bit changed. */
    private static String flipped(String cursor, Random random) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** With another position, and a checksum that fits: it is linear, so anybody can make one. */
    private static String forged(String cursor, Random random) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        int length = bytes.length - 1 - Integer.BYTES;
        byte[] change = new byte[length];
        random.nextBytes(change);
        for (int i = 0; i < length; i++) {
            bytes[1 + i] ^= change[i];
        }
        int sum = ByteBuffer.wrap(bytes).getInt(1 + length);
        ByteBuffer.wrap(bytes).putInt(1 + length, sum ^ crc(change) ^ crc(new byte[length]));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
