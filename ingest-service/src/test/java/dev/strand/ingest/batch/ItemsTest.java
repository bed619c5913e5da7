package dev.strand.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsTest {
    private static final int MAX = 40;

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] ", "\n[\t]\r\n"})
    void shouldFindNothingInAnEmptyArray(String body) throws IOException {
        assertThat(array(body)).containsExactly("end");
    }

    @Test
    void shouldCutAnArrayIntoItsItemsAsTheyWereWritten() throws IOException {
        assertThat(array("[{\"a\": [1, {}]} , \"x,]\\\"[\",7,null,[ ]\n]"))
                .containsExactly("{\"a\": [1, {}]}", "\"x,]\\\"[\"", "7", "null", "[ ]", "end");
    }

    @Test
    void shouldPassOverWhatIsTooLarge() throws IOException {
        String large = "{\"a\":\"" + "x".repeat(MAX) + "\"}";

        assertThat(array("[1," + large + ",2]"))
                .containsExactly("1", "too large " + large.length(), "2", "end");
        assertThat(lines("1\n" + large + "\n2"))
                .containsExactly("1", "too large " + large.length(), "2", "end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|the body must begin with [",
                "''|the body must begin with [, got: the end",
                "[1|the body ends inside of an item",
                "[1,|the body ends inside of an item",
                "[{\"a\":\"|the body ends inside of an item",
                "[\"a\\|the body ends inside of an item",
                "[1 2]|after an item there must be , or ], got: 2",
                "[1}|the body ends inside of an item",
                "[,1]|there must be an item here, got: ,",
                "[1,]|there must be an item here, got: ]",
                "[1] x|the body must end with its array, got: x",
                "[1][|the body must end with its array, got: ["
            })
    void shouldSayWhereAnArrayIsBroken(String body, String reason) throws IOException {
        assertThat(array(body).getLast()).startsWith("broken: " + reason);
    }

    @Test
    void shouldTakeLinesAsItems() throws IOException {
        assertThat(lines("{\"a\":1}\r\n\n  \n{broken\n{\"b\":2}"))
                .containsExactly("{\"a\":1}\r", "{broken", "{\"b\":2}", "end");
        assertThat(lines("")).containsExactly("end");
        assertThat(lines("\n")).containsExactly("end");
    }

    @Test
    void shouldNotMindHowTheBytesArrive() throws IOException {
        String body = "[{\"text\":\"\\\\\\\"äö€\"},[[\"]\"]],true]";
        for (int seed = 0; seed < 100; seed++) {
            assertThat(all(new ArrayItems(inPieces(body, new Random(seed)), MAX)))
                    .as("seed %d", seed)
                    .containsExactly("{\"text\":\"\\\\\\\"äö€\"}", "[[\"]\"]]", "true", "end");
        }
    }

    private static List<String> array(String body) throws IOException {
        return all(new ArrayItems(new ByteArrayInputStream(body.getBytes(UTF_8)), MAX));
    }

    private static List<String> lines(String body) throws IOException {
        return all(new LineItems(new ByteArrayInputStream(body.getBytes(UTF_8)), MAX));
    }

    private static List<String> all(Items items) throws IOException {
        List<String> all = new ArrayList<>();
        Item item;
        do {
            item = items.next();
            all.add(
                    switch (item) {
                        case Item.Text(byte[] json) -> new String(json, UTF_8);
                        case Item.TooLarge(long sizeBytes) -> "too large " + sizeBytes;
                        case Item.Broken(String reason) -> "broken: " + reason;
                        case Item.End _ -> "end";
                    });
        } while (item instanceof Item.Text || item instanceof Item.TooLarge);
        return all;
    }

    private static InputStream inPieces(String body, Random random) {
        return new ByteArrayInputStream(body.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(3)));
            }
        };
    }
}
