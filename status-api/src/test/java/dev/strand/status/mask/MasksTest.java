package dev.strand.status.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.access.Caller;
import dev.strand.access.Roles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken out, and what is left. */
class MasksTest {
    private static final String TASK =
            """
            {"taskId":"t","type":"%s","payload":{"card":{"number":"4111-1111"},"amount":12.50},\
            "result":{"to":"4111-1111"},"progress":{"percent":1,"message":"card 4111-1111"},\
            "error":{"type":"E","message":"no 4111-1111","stack":"at 4111-1111"},\
            "attempts":[{"attempt":1,"error":{"type":"E","message":"no 4111-1111"}}]}\
            """;

    private static Masks masks(List<String> types, List<String> pointers) {
        return new Masks(new MaskConfig(types, pointers));
    }

    private static Caller caller(String... roles) {
        return new Caller("ada", Roles.expanded(List.of(roles)), Caller.Kind.KEY, "127.0.0.1");
    }

    @Test
    void shouldMaskForViewersOnlyAndIfThereIsSomethingToMask() {
        Masks masks = masks(List.of("pay"), List.of());
        assertThat(masks.applyTo(caller(Roles.VIEWER))).isTrue();
        assertThat(masks.applyTo(caller(Roles.VIEWER, Roles.SUBMITTER))).isTrue();
        assertThat(masks.applyTo(caller(Roles.OPERATOR))).isFalse();
        assertThat(masks(List.of(), List.of()).applyTo(caller(Roles.VIEWER))).isFalse();
    }

    @Test
    void shouldHideAllOfAMaskedTypeWhereverItStands() {
        Masks masks = masks(List.of("pay.*"), List.of());
        String list = "{\"deadLetters\":[%s]}".formatted(TASK.formatted("pay.card"));

        String masked = masks.masked(list);

        assertThat(masked)
                .doesNotContain("4111")
                .doesNotContain("12.50")
                .contains("\"payload\":\"(masked)\"")
                .contains("\"type\":\"pay.card\"")
                .contains("\"type\":\"E\"");
    }

    @Test
    void shouldLeaveOtherTypesAsTheyAre() {
        String task = TASK.formatted("mail");
        assertThat(masks(List.of("pay.*"), List.of("/absent/x")).masked(task)).isEqualTo(task);
    }

    @Test
    void shouldHideWhatPointersNameAndWhereErrorsRepeatIt() {
        String masked =
                masks(List.of(), List.of("/card/number", "/to")).masked(TASK.formatted("mail"));

        assertThat(masked)
                .doesNotContain("4111")
                .contains("\"amount\":12.50")
                .contains("\"number\":\"(masked)\"")
                .contains("\"message\":\"no (masked)\"")
                .contains("\"message\":\"card (masked)\"");
    }

    @Test
    void shouldHideTextsOfErrorGroupsWithAMaskedType() {
        String group =
                "{\"errors\":[{\"message\":\"no"
                        + " 4111\",\"frame\":\"f\",\"taskTypes\":[\"mail\",\"pay\"]}]}";
        assertThat(masks(List.of("pay"), List.of()).masked(group)).doesNotContain("4111");
        assertThat(masks(List.of("other"), List.of()).masked(group)).isEqualTo(group);
    }

    @Test
    void shouldRefuseSettingsThatNameNothing() {
        assertThat(new MaskConfig(List.of("a b"), List.of("card")).errors())
                .containsExactly(
                        "strand.status.mask.types must be task types or begin one, got: a b",
                        "strand.status.mask.pointers must begin with /, got: card");
        assertThat(new MaskConfig(List.of(""), List.of(" ")).isEmpty()).isTrue();
    }
}
