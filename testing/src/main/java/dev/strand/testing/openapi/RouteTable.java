package dev.strand.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The routes of a service and who may use them, as {@code routes.txt} on the class path of its
 * tests says: a new route gets a rule, and a line there.
 */
public final class RouteTable {
    private static final String FILE = "/routes.txt";

    private RouteTable() {}

    /** Its lines: method, path and rule, with a space between. */
    public static List<String> lines() {
        try (InputStream table = RouteTable.class.getResourceAsStream(FILE)) {
            assertThat(table).as("%s on the class path", FILE).isNotNull();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Fails unless every route has a rule, and it is the one that the table says.
     *
     * @param rules by method and path, as the running service has them
     * @param missing what stands for no rule
     */
    public static void check(Map<String, String> rules, String missing) {
        List<String> found =
                rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .toList();
        assertThat(found).noneMatch(line -> line.endsWith(missing));
        assertThat(found).containsExactlyInAnyOrderElementsOf(lines());
    }
}
