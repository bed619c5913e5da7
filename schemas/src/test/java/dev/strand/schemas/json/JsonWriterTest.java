package dev.strand.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    private static final JsonMapper ORACLE = JsonMapper.shared();

    @Test
    void shouldWriteEveryCharacterSoThatOthersReadItBack() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c);
            }
        }
        byte[] json =
                new JsonWriter(1)
                        .beginObject()
                        .field("text", all.toString())
                        .endObject()
                        .toByteArray();

        assertThat(Utf8.firstMalformed(json)).isEqualTo(-1);
        assertThat(ORACLE.readTree(json).get("text").asString()).isEqualTo(all.toString());
    }

    @Test
    void shouldWriteEveryNumberSoThatOthersReadItBack() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            double decimal = random.nextDouble() * Math.pow(10, random.nextInt(9) - 4);
            byte[] json =
                    new JsonWriter(1)
                            .beginObject()
                            .field("long", number)
                            .field("double", decimal)
                            .endObject()
                            .toByteArray();
            assertThat(ORACLE.readTree(json).get("long").asLong()).isEqualTo(number);
            assertThat(ORACLE.readTree(json).get("double").asDouble()).isEqualTo(decimal);
        }
    }

    @Test
    void shouldSetCommasBetweenValuesOnly() {
        JsonWriter json = new JsonWriter(4);
        json.beginObject().name("empty").beginObject().endObject();
        json.name("list")
                .beginArray()
                .beginObject()
                .endObject()
                .beginObject()
                .field("a", true)
                .endObject()
                .endArray();
        json.field("raw", RawJson.of("[ 1 ]")).field("last", 0).endObject();

        assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"empty\":{},\"list\":[{},{\"a\":true}],\"raw\":[ 1 ],\"last\":0}");
    }
}
