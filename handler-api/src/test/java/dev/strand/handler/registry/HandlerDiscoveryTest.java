package dev.strand.handler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handler.testkit.TestTaskContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerDiscoveryTest {

    record Name(String name) {}

    record Greeting(String text) {}

    /** Knows its types only through an interface and a superclass. */
    interface Greeter<T> extends TaskHandler<T, Greeting> {}

    abstract static class PoliteGreeter<A, B> implements Greeter<B> {}

    @TaskType({"greet", "greet.again"})
    static class NameGreeter extends PoliteGreeter<Integer, Name> {
        @Override
        public Greeting handle(Name payload, TaskContext context) {
            return new Greeting("Hello " + payload.name());
        }
    }

    @TaskType("greet")
    static final class OtherGreeter implements TaskHandler<JsonNode, JsonNode> {
        @Override
        public JsonNode handle(JsonNode payload, TaskContext context) {
            return payload;
        }
    }

    static final class Nameless implements TaskHandler<JsonNode, JsonNode> {
        @Override
        public JsonNode handle(JsonNode payload, TaskContext context) {
            return payload;
        }
    }

    @TaskType("no spaces")
    static final class Untyped<T> implements TaskHandler<T, JsonNode> {
        @Override
        public JsonNode handle(T payload, TaskContext context) {
            throw new IllegalStateException("never called");
        }
    }

    @TaskType("sized")
    static final class Sized
            implements TaskHandler<JsonNode, Integer>, ConfigurableHandler, AutoCloseable {
        int size;
        boolean isClosed;

        @Override
        public void configure(HandlerConfig config) {
            size = config.number("size", 7, 1, 9);
        }

        @Override
        public Integer handle(JsonNode payload, TaskContext context) {
            return size;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static String invoke(HandlerRegistry registry, String type, String payload)
            throws Exception {
        byte[] result =
                registry.find(type)
                        .orElseThrow()
                        .invoke(
                                payload.getBytes(StandardCharsets.UTF_8),
                                new TestTaskContext().type(type));
        return new String(result, StandardCharsets.UTF_8);
    }

    @Test
    void shouldBindEveryTypeOfAHandlerThroughItsTypeHierarchy() throws Exception {
        try (HandlerRegistry registry =
                new HandlerDiscovery().register(new NameGreeter()).build()) {
            assertThat(registry.types()).containsExactly("greet", "greet.again");
            assertThat(invoke(registry, "greet.again", "{\"name\": \"Ada\"}"))
                    .isEqualTo("{\"text\":\"Hello Ada\"}");
            assertThat(registry.find("greet").orElseThrow())
                    .hasToString("greet (" + NameGreeter.class.getName() + ")");
            assertThat(registry.find("unknown")).isEmpty();
        }
    }

    @Test
    void shouldBindALambda() throws Exception {
        try (HandlerRegistry registry =
                new HandlerDiscovery()
                        .register("shout", Name.class, (name, _) -> new Greeting(name.name() + "!"))
                        .build()) {
            assertThat(invoke(registry, "shout", "{\"name\": \"Ada\"}"))
                    .isEqualTo("{\"text\":\"Ada!\"}");
        }
    }

    @Test
    void shouldNameBothHandlersOfOneType() {
        HandlerDiscovery discovery =
                new HandlerDiscovery().register(new NameGreeter()).register(new OtherGreeter());

        assertThatThrownBy(discovery::build)
                .isInstanceOf(HandlerSetupException.class)
                .hasMessage(
                        "task type 'greet' must have one handler, got: %s (registered) and %s"
                                + " (registered); remove one, or change its @TaskType",
                        NameGreeter.class.getName(), OtherGreeter.class.getName());
    }

    @Test
    void shouldReportAllProblemsAtOnceAndCloseWhatItHas() {
        Sized sized = new Sized();
        HandlerDiscovery discovery =
                new HandlerDiscovery()
                        .register(new Nameless())
                        .register(new Untyped<Name>())
                        .register(sized)
                        .settings(Map.of("sized.size", "10", "sized.siez", "1", "sizes.size", "2"));

        List<String> problems =
                catchThrowableOfType(HandlerSetupException.class, discovery::build).problems();

        assertThat(problems).hasSize(6);
        assertThat(problems.get(0)).contains("Nameless (registered) must name its task types");
        assertThat(problems.get(1))
                .contains("Untyped (registered) must name task types of", "got: 'no spaces'");
        assertThat(problems.get(2)).contains("Untyped (registered) must say what payload it takes");
        assertThat(problems.get(3)).contains("strand.handlers.sizes.size must belong to a handler");
        assertThat(problems.get(4))
                .contains("strand.handlers.sized.size must be a whole number from 1 to 9, got: 10");
        assertThat(problems.get(5)).contains("strand.handlers.sized.siez is not a known setting");
        assertThat(sized.isClosed).isTrue();
    }

    @Test
    void shouldConfigureBeforeTheFirstTaskAndCloseAtTheEnd() throws Exception {
        Sized sized = new Sized();
        try (HandlerRegistry registry =
                new HandlerDiscovery()
                        .register(sized)
                        .settings(Map.of("sized.size", "3"))
                        .build()) {
            assertThat(invoke(registry, "sized", "{}")).isEqualTo("3");
            assertThat(sized.isClosed).isFalse();
        }
        assertThat(sized.isClosed).isTrue();
    }

    @Test
    void shouldRefuseSettingsOfAHandlerThatTakesNone() {
        HandlerDiscovery discovery =
                new HandlerDiscovery()
                        .register(new NameGreeter())
                        .settings(Map.of("greet.language", "en"));

        assertThatThrownBy(discovery::build)
                .hasMessageContaining("strand.handlers.greet.language is not a known setting");
    }

    @Test
    void shouldFindServicesButNotMakeARegisteredClassAgain() throws Exception {
        CountedService registered = new CountedService();
        int made = CountedService.made();

        try (HandlerRegistry registry =
                new HandlerDiscovery()
                        .register(registered)
                        .services(getClass().getClassLoader())
                        .build()) {
            assertThat(registry.types()).containsExactly("counted");
            assertThat(CountedService.made()).isEqualTo(made);
        }
        try (HandlerRegistry registry =
                new HandlerDiscovery().services(getClass().getClassLoader()).build()) {
            assertThat(invoke(registry, "counted", "{}")).isEqualTo("null");
            assertThat(CountedService.made()).isEqualTo(made + 1);
        }
    }
}
