package dev.strand.processor;

import dev.strand.access.AccessSetup;
import dev.strand.access.RouteRules;
import dev.strand.processor.settings.HandlerPlaces;
import dev.strand.testing.openapi.RouteTable;
import io.micronaut.context.ApplicationContext;
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
    void shouldHaveTheRuleForEveryRouteThatTheTableSays() {
        try (ApplicationContext context =
                ProcessorApplication.prepare(Map.of("strand.access.keys", KEY))) {
            AccessSetup.apply(context);
            context.registerSingleton(new HandlerPlaces(each -> each));
            context.start();

            RouteTable.check(RouteRules.of(context), RouteRules.MISSING);
        }
    }
}
