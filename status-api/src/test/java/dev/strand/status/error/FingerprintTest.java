package dev.strand.status.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import org.junit.jupiter.api.Test;

/** Errors of one kind have one fingerprint, errors of two kinds have two. */
class FingerprintTest {

    @Test
    void shouldTakeErrorsThatDifferInNumbersIdsAndQuotedTextsForOneKind() {
        Fingerprint one =
                of(
                        "java.io.IOException",
                        "order 4711 of 'ada' (3f2504e0-4f89-11d3-9a0c-0305e82c3301) timed out",
                        "at a.B.c(B.java:12)\\n\\tat d.E.f(E.java:7)");
        Fingerprint other =
                of(
                        "java.io.IOException",
                        "order 12 of 'bob' (6ba7b810-9dad-11d1-80b4-00c04fd430c8) timed out",
                        "at a.B.c(B.java:99)\\n\\tat x.Y.z(Y.java:1)");

        assertThat(one.id()).isEqualTo(other.id());
        assertThat(one.message()).isEqualTo("order <n> of <text> (<id>) timed out");
        assertThat(one.frame()).isEqualTo("a.B.c(B.java)");
    }

    @Test
    void shouldTellKindsApartByClassMessageAndTopFrame() {
        Fingerprint kind = of("A", "broke", "at a.B.c(B.java:12)");
        assertThat(of("B", "broke", "at a.B.c(B.java:12)").id()).isNotEqualTo(kind.id());
        assertThat(of("A", "is down", "at a.B.c(B.java:12)").id()).isNotEqualTo(kind.id());
        assertThat(of("A", "broke", "at a.B.d(B.java:12)").id()).isNotEqualTo(kind.id());
    }

    @Test
    void shouldTakeAnErrorWithoutMessageAndStack() {
        Fingerprint kind = Fingerprint.of(RawJson.of("{\"type\":\"A\"}"));
        assertThat(kind.message()).isEmpty();
        assertThat(kind.frame()).isNull();
        assertThat(kind.id()).hasSize(16);
    }

    private static Fingerprint of(String type, String message, String stack) {
        return Fingerprint.of(
                RawJson.of(
                        "{\"type\":\"%s\",\"message\":\"%s\",\"stack\":\"%s\"}"
                                .formatted(type, message, stack)));
    }
}
