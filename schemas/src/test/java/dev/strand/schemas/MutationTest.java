package dev.strand.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.schemas.deadletter.DeadLetterCodec;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Good records with bytes changed at random: the codecs answer, whatever comes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutationTest {
    private static final long SEEDS = 30_000;
    private static final TaskCodec TASKS = new TaskCodec(2000);
    private static final RecordContext CONTEXT =
            new RecordContext(RandomRecords.SUBMITTED_AT, "strand.tasks", 0, 7, null);
    private static final List<String> FRAGMENTS =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "\\",
                    ":",
                    ",",
                    "null",
                    "1e999",
                    "-",
                    "9".repeat(30),
                    "\\ud83d",
                    "\u0000",
                    "\"type\":\"x\",",
                    "\"command\":\"retry\",",
                    "\"task\":{",
                    "[".repeat(300),
                    "\"kind\":\"FACT\",",
                    "\ufeff");

    @Test
    void shouldNeverThrowForBadInput() {
        int good = 0;
        int bad = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = mutated(original(seed, random), random);
            for (Decoded<?> decoded : decodeAll(seed, bytes)) {
                if (decoded instanceof Decoded.Invalid<?>(List<Violation> violations)) {
                    bad++;
                    assertHelpful(seed, violations);
                } else {
                    good++;
                }
            }
        }
        assertThat(good).as("mutants that are still good").isPositive();
        assertThat(bad).as("mutants that are bad").isPositive();
    }

    private static byte[] original(long seed, Random random) {
        RandomRecords records = new RandomRecords(seed);
        return switch (random.nextInt(3)) {
            case 0 -> TaskCodec.encode(records.taskRecord());
            case 1 -> StatusCodec.encode(records.statusRecord());
            default -> DeadLetterCodec.encode(records.deadLetter());
        };
    }

    private static List<Decoded<?>> decodeAll(long seed, byte[] bytes) {
        try {
            return List.of(
                    TASKS.decode(bytes, bytes, CONTEXT),
                    TASKS.decode(null, bytes, CONTEXT),
                    TASKS.decodeSubmission(bytes),
                    StatusCodec.decode(bytes),
                    StatusCodec.decodeHead(bytes),
                    DeadLetterCodec.decode(bytes));
        } catch (RuntimeException e) {
            String input = new String(bytes, StandardCharsets.UTF_8);
            throw new AssertionError("a codec threw for seed " + seed + ": " + input, e);
        }
    }

    private static void assertHelpful(long seed, List<Violation> violations) {
        for (Violation violation : violations) {
            String message = violation.message();
            int remedy = message.indexOf("; ");
            assertThat(remedy > 0 && remedy + 2 < message.length())
                    .as("seed %s: %s", seed, violation)
                    .isTrue();
            assertThat(
                            violation.value() == null
                                    || violation.value().length() <= Violation.MAX_VALUE_CHARS)
                    .isTrue();
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> Arrays.copyOf(bytes, at);
                        case 1 -> spliced(bytes, at, new byte[] {(byte) random.nextInt()}, 1);
                        case 2 ->
                                spliced(
                                        bytes,
                                        at,
                                        new byte[0],
                                        1 + random.nextInt(bytes.length - at));
                        case 3 ->
                                spliced(
                                        bytes,
                                        at,
                                        Arrays.copyOfRange(bytes, 0, random.nextInt(bytes.length)),
                                        0);
                        default -> {
                            String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
                            yield spliced(bytes, at, fragment.getBytes(StandardCharsets.UTF_8), 0);
                        }
                    };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] inserted, int removed) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(
                bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }
}
