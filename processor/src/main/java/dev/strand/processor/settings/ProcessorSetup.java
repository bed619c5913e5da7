package dev.strand.processor.settings;

import dev.strand.access.SettingProblems;
import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.config.ProcessorConfig;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a processor is set to.
 *
 * @param config settings of the processor itself
 * @param handlers the handlers, ready; to be closed by whoever has this
 */
public record ProcessorSetup(ProcessorConfig config, HandlerRegistry handlers) {
    private static final String HANDLERS = "strand.handlers";
    private static final String HANDLERS_DIRECTORY = "strand.handlers-directory";
    private static final String DEFAULT_HANDLERS_DIRECTORY = "handlers";

    /** Looks like a setting of a handler and is none. */
    private static final String DIRECTORY_VARIABLE = "STRAND_HANDLERS_DIRECTORY";

    /**
     * Reads all settings and sets up the handlers: those on the class path, and those in the
     * handlers directory.
     *
     * @param more adds handlers, or where to look for them
     * @throws ConfigurationException with every mistake in the settings, the handlers' included
     */
    public static ProcessorSetup read(
            Environment environment, UnaryOperator<HandlerDiscovery> more) {
        SettingProblems problems = new SettingProblems();
        ProcessorConfig config = new ConfigReader(environment, problems).read();
        HandlerRegistry handlers = handlers(environment, more, problems);
        if (handlers == null || !problems.list().isEmpty()) {
            if (handlers != null) {
                handlers.close();
            }
            throw problems.exception();
        }
        return new ProcessorSetup(config, handlers);
    }

    private static @Nullable HandlerRegistry handlers(
            Environment environment,
            UnaryOperator<HandlerDiscovery> more,
            SettingProblems problems) {
        String written =
                environment
                        .getProperty(HANDLERS_DIRECTORY, String.class)
                        .orElse(DEFAULT_HANDLERS_DIRECTORY);
        Path directory = Paths.read(HANDLERS_DIRECTORY, written, problems);
        HandlerDiscovery discovery =
                new HandlerDiscovery()
                        .services(ProcessorSetup.class.getClassLoader())
                        .directory(directory)
                        .settings(
                                new RawSettings(environment)
                                        .verbatim(HANDLERS, Set.of(DIRECTORY_VARIABLE)));
        try {
            return more.apply(discovery).build();
        } catch (HandlerSetupException e) {
            List<String> found = e.problems();
            problems.addAll(found);
            return null;
        }
    }
}
