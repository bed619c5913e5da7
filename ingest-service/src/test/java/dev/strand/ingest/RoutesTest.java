package dev.strand.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.access.AccessSetup;
import dev.strand.access.RouteRules;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every route has a rule, and it is the one that {@code routes.txt} says: a new route gets
 * {@code @Secured} with a constant of {@link dev.strand.access.Roles}, and a line there.
 */
class RoutesTest {
    private static final String KEY =
            "someone:viewer:0000000000000000000000000000000000000000000000000000000000000000";

    @Test
    void shouldHaveTheRuleForEveryRouteThatTheTableSays() throws IOException {
        try (ApplicationContext context =
                IngestApplication.prepare(Map.of("strand.access.keys", KEY))) {
            AccessSetup.apply(context);
            context.start();
            List<String> found =
                    RouteRules.of(context).entrySet().stream()
                            .map(rule -> rule.getKey() + " " + rule.getValue())
                            .toList();

            assertThat(found).noneMatch(line -> line.endsWith(RouteRules.MISSING));
            assertThat(found).containsExactlyInAnyOrderElementsOf(table());
        }
    }

    static List<String> table() throws IOException {
        try (InputStream table = RoutesTest.class.getResourceAsStream("/routes.txt")) {
            assertThat(table).isNotNull();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
