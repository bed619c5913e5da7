package dev.strand.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void shouldJudgeAsTheJdkDoes() {
        Random random = new Random(17);
        int malformed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = bytes(random);
            boolean isGood = isWellFormed(bytes);
            malformed += isGood ? 0 : 1;
            assertThat(Utf8.firstMalformed(bytes) < 0)
                    .as("%s", HexFormat.of().formatHex(bytes))
                    .isEqualTo(isGood);
        }
        assertThat(malformed).isBetween(1000, 199_000);
    }

    @Test
    void shouldSayWhereTheFirstBadByteIs() {
        byte[] bytes = "0123456789abcdef\u00e9".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.firstMalformed(bytes)).isEqualTo(-1);
        bytes[11] = (byte) 0x80;
        assertThat(Utf8.firstMalformed(bytes)).isEqualTo(11);
    }

    @Test
    void shouldCountBytesAndRefuseHalfCharacters() {
        for (String text :
                new String[] {
                    "", "a", "\u00e9", "\u732b", "\ud83d\ude00", "a\u00e9\u732b\ud83d\ude00z"
                }) {
            assertThat(Utf8.sizeBytes(text))
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
        for (String text : new String[] {"\ud83d", "\ude00", "\ude00\ud83d", "a\ud83da"}) {
            assertThat(Utf8.sizeBytes(text)).isEqualTo(-1);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        int[] leads = {0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5};
        for (int i = 0; i < bytes.length; i++) {
            switch (random.nextInt(8)) {
                case 0 -> bytes[i] = (byte) leads[random.nextInt(leads.length)];
                case 1, 2 -> bytes[i] = (byte) (0x80 | random.nextInt(64));
                default -> bytes[i] = (byte) (bytes[i] & 0x7f);
            }
        }
        String whole = Character.toString(random.nextInt(0xd800));
        byte[] character = whole.getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean() && bytes.length >= character.length) {
            Arrays.fill(bytes, (byte) 'a');
            System.arraycopy(
                    character,
                    0,
                    bytes,
                    random.nextInt(bytes.length - character.length + 1),
                    character.length);
        }
        return bytes;
    }

    private static boolean isWellFormed(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
