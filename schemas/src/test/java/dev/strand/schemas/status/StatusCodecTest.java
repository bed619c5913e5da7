package dev.strand.schemas.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.RandomRecords;
import dev.strand.schemas.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCodecTest {
    private static final Instant AT = Instant.parse("2026-12-01T08:00:01.250Z");
    private static final String FENCE = "\"kind\":\"FENCE\",\"epoch\":17,\"nonce\":\"9f\"";

    @Test
    void shouldWriteTheIdentityFirstAndTheTaskLast() {
        Task task =
                new Task(
                        "g",
                        "t1",
                        "email",
                        RawJson.of("{ \"a\": 1 }"),
                        TaskOptions.DEFAULT,
                        AT,
                        null);
        var details = new FactDetails(task, AT, "p1", AT, null, RawJson.of("[1]"), null, null);
        var fact =
                new Fact(
                        RunId.at("g", "t1", 1, 4711),
                        new OwnerKey(17, "9f"),
                        2,
                        FactStatus.COMPLETED,
                        details);

        assertThat(new String(StatusCodec.encode(fact), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"kind\":\"FACT\",\"groupId\":\"g\",\"taskId\":\"t1\",\"run\":1,\"sequence\":4711,\"epoch\":17,"
                            + "\"nonce\":\"9f\",\"attempt\":2,\"token\":\"17.2\",\"status\":\"COMPLETED\","
                            + "\"at\":\"2026-12-01T08:00:01.250Z\",\"worker\":\"p1\","
                            + "\"startedAt\":\"2026-12-01T08:00:01.250Z\",\"result\":[1],"
                            + "\"task\":{\"submittedAt\":\"2026-12-01T08:00:01.250Z\",\"type\":\"email\",\"payload\":{"
                            + " \"a\": 1 }}}");
    }

    @Test
    void shouldReadOfTheHeadAllButErrorResultAndTask() {
        for (long seed = 0; seed < 2000; seed++) {
            Fact fact = new RandomRecords(seed).fact();
            FactDetails all = fact.details();
            var head =
                    new FactDetails(
                            null,
                            all.at(),
                            all.worker(),
                            all.startedAt(),
                            all.nextAttemptAt(),
                            null,
                            null,
                            all.progress(),
                            all.parks());

            assertThat(StatusCodec.decodeHead(StatusCodec.encode(fact)).orThrow())
                    .as("seed %s", seed)
                    .isEqualTo(
                            new Fact(
                                    fact.run(), fact.owner(), fact.attempt(), fact.status(), head));
        }
    }

    @Test
    void shouldReadTheHeadOfOtherKindsWhole() {
        for (long seed = 0; seed < 2000; seed++) {
            StatusRecord written = new RandomRecords(seed).statusRecord();
            if (!(written instanceof Fact)) {
                assertThat(StatusCodec.decodeHead(StatusCodec.encode(written)).orThrow())
                        .isEqualTo(written);
            }
        }
    }

    @Test
    void shouldReadTheHeadWhateverTheOrderOfTheFields() {
        String backwards =
                """
                {"task":{"submittedAt":"2026-12-01T08:00:00.000Z","type":"email"},"error":{},"at":"2026-12-01T08:00:00.000Z",
                 "status":"FAILED","attempt":5,"nonce":"9f","epoch":17,"sequence":9,"run":1,"taskId":"t1","groupId":"g","kind":"FACT"}
                """;

        Fact head = (Fact) StatusCodec.decodeHead(utf8(backwards)).orThrow();
        Fact whole = (Fact) StatusCodec.decode(utf8(backwards)).orThrow();

        assertThat(head.run()).isEqualTo(whole.run()).isEqualTo(RunId.at("g", "t1", 1, 9));
        assertThat(head.details().task()).isNull();
        assertThat(whole.details().error()).isEqualTo(new TaskError("", "", null));
    }

    @Test
    void shouldStopReadingTheHeadBeforeTheTail() {
        byte[] fact = StatusCodec.encode(new RandomRecords(1).fact());
        String head =
                new String(fact, StandardCharsets.UTF_8)
                        .replaceFirst("(?s),\"(error|result|task)\":.*", "");

        assertThat(StatusCodec.decodeHead(utf8(head + ",\"task\":{ this is no JSON")))
                .isInstanceOf(Decoded.Ok.class);
        assertThat(StatusCodec.decode(utf8(head + ",\"task\":{ this is no JSON")))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void shouldIgnoreFieldsFromLaterVersions() {
        assertThat(
                        StatusCodec.decode(utf8("{" + FENCE + ",\"later\":{\"deep\":[1,{}]}}"))
                                .orThrow())
                .isEqualTo(new StatusRecord.Fence(new OwnerKey(17, "9f")));
    }

    @Test
    void shouldPassOnKindsAndStatusesFromLaterVersionsAsUnknown() {
        assertThat(StatusCodec.decode(utf8("{\"kind\":\"AUDIT\",\"x\":1}")).orThrow())
                .isEqualTo(new StatusRecord.Unknown("AUDIT"));
        String fact =
                new String(StatusCodec.encode(new RandomRecords(1).fact()), StandardCharsets.UTF_8);
        String later = fact.replaceFirst("\"status\":\"[A-Z]+\"", "\"status\":\"FROZEN\"");
        assertThat(StatusCodec.decode(utf8(later)).orThrow())
                .isEqualTo(new StatusRecord.Unknown("FACT FROZEN"));
        assertThat(StatusCodec.decodeHead(utf8(later)).orThrow())
                .isEqualTo(new StatusRecord.Unknown("FACT FROZEN"));
    }

    @Test
    void shouldNameEveryMissingField() {
        var decoded =
                (Decoded.Invalid<StatusRecord>)
                        StatusCodec.decode(utf8("{\"kind\":\"CREQ\",\"run\":0}"));

        assertThat(decoded.violations())
                .extracting(Violation::pointer)
                .containsExactly("/run", "/groupId", "/taskId", "/sequence", "/command");
    }

    @Test
    void shouldRefuseARetryWithoutTime() {
        String retrying =
                """
                {"kind":"FACT","groupId":"g","taskId":"t1","run":1,"sequence":9,"epoch":17,"nonce":"9f","attempt":1,
                 "status":"RETRYING","at":"2026-12-01T08:00:00.000Z","worker":"p1"}
                """;
        for (var decoded :
                List.of(
                        StatusCodec.decode(utf8(retrying)),
                        StatusCodec.decodeHead(utf8(retrying)))) {
            assertThat(((Decoded.Invalid<StatusRecord>) decoded).violations())
                    .extracting(Violation::pointer)
                    .containsExactly("/nextAttemptAt");
        }
    }

    @Test
    void shouldWriteErrorsThatHoldHalfCharacters() {
        Fact fact = new RandomRecords(3).fact();
        var error = new TaskError("E", "half \ud83d of it", null);
        var details = new FactDetails(null, AT, "p1", null, null, null, error, null);
        var broken = new Fact(fact.run(), fact.owner(), 1, FactStatus.FAILED, details);

        Fact read = (Fact) StatusCodec.decode(StatusCodec.encode(broken)).orThrow();

        assertThat(read.details().error()).isEqualTo(new TaskError("E", "half \ufffd of it", null));
    }

    @Test
    void shouldNotWriteRecordsOfUnknownKind() {
        assertThatThrownBy(() -> StatusCodec.encode(new StatusRecord.Unknown("AUDIT")))
                .hasMessageContaining("AUDIT");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
