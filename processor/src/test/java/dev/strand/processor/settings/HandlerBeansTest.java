package dev.strand.processor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.ProcessorApplication;
import dev.strand.processor.config.ProcessorConfig;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that are beans are made with the settings, and stop the start where they cannot be. */
class HandlerBeansTest {
    private static final String KIND = "test.handler-beans";

    @TempDir private Path directory;

    @Test
    void shouldTellOfABeanThatCannotBeMadeWithAllElseThatIsWrong() {
        Map<String, Object> settings = settings("unmakeable");
        settings.put("strand.processor.partitions", 0);

        assertThatThrownBy(() -> ProcessorApplication.start(settings))
                .hasMessageContaining(
                        "handler bean %s cannot be made: there is no disk"
                                .formatted(Unmakeable.class.getName()))
                .hasMessageContaining("strand.processor.partitions");
    }

    @Test
    void shouldRefuseABeanThatNeedsWhatIsMadeOfAllHandlers() {
        assertThatThrownBy(() -> ProcessorApplication.start(settings("early")))
                .hasMessageContaining(
                        "handler bean %s must not ask for settings"
                                .formatted(Early.class.getName()))
                .hasMessageContaining("BeanProvider");
    }

    @Test
    void shouldHandBeansTheSettingsOnceTheyAreThereAndCloseThemOnce() {
        Map<String, Object> settings = settings("patient");
        settings.put("strand.kafka.bootstrap-servers", "localhost:1");
        Patient.CLOSED.set(0);
        Patient.MADE.clear();
        try (ProcessorApplication application =
                ProcessorApplication.start(
                        settings,
                        found -> {
                            found.register("given", String.class, (payload, context) -> payload);
                            return found;
                        })) {
            assertThat(Patient.MADE).hasSize(1);
            assertThat(Patient.MADE.getFirst().registry.get().types()).contains("patient", "given");
            assertThat(application.processor()).isEmpty();
        }

        assertThat(Patient.CLOSED).hasValue(1);
    }

    @Test
    void shouldCloseBeansWhereTheStartFails() {
        Map<String, Object> settings = settings("patient");
        settings.put("strand.processor.partitions", 0);
        Patient.CLOSED.set(0);

        assertThatThrownBy(() -> ProcessorApplication.start(settings))
                .hasMessageContaining("strand.processor.partitions");

        assertThat(Patient.CLOSED).hasValue(1);
    }

    private Map<String, Object> settings(String kind) {
        return new HashMap<>(
                Map.of(
                        KIND,
                        kind,
                        "strand.processor.port",
                        0,
                        "strand.processor.state-directory",
                        directory.toString()));
    }

    /** Fails while it is made. */
    @Singleton
    @Requires(property = KIND, value = "unmakeable")
    @TaskType("unmakeable")
    static final class Unmakeable implements TaskHandler<String, String> {
        Unmakeable() {
            throw new IllegalStateException("there is no disk");
        }

        @Override
        public String handle(String payload, TaskContext context) {
            return payload;
        }
    }

    /** Wants the processor's settings too early. */
    @Singleton
    @Requires(property = KIND, value = "early")
    @TaskType("early")
    static final class Early implements TaskHandler<String, String> {
        private final ProcessorConfig config;

        Early(ProcessorConfig config) {
            this.config = config;
        }

        @Override
        public String handle(String payload, TaskContext context) {
            return config.instance();
        }
    }

    /** Asks for the handlers when they are there. */
    @Singleton
    @Requires(property = KIND, value = "patient")
    @TaskType("patient")
    static final class Patient implements TaskHandler<String, String>, AutoCloseable {
        static final AtomicInteger CLOSED = new AtomicInteger();
        static final List<Patient> MADE = new CopyOnWriteArrayList<>();

        private final BeanProvider<HandlerRegistry> registry;

        Patient(BeanProvider<HandlerRegistry> registry) {
            this.registry = registry;
            MADE.add(this);
        }

        @Override
        public String handle(String payload, TaskContext context) {
            return payload;
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }
}
