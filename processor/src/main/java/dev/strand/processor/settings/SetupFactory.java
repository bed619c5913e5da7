package dev.strand.processor.settings;

import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.config.ProcessorConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings and sets the handlers up when the first bean asks for them, and so once
 * handlers that are beans can be made. Whatever is wrong stops the start of the context.
 */
@Factory
@Requires(beans = HandlerPlaces.class)
final class SetupFactory {
    private @Nullable HandlerBeans making;

    @Singleton
    ProcessorSetup setup(ApplicationContext context, HandlerPlaces places) {
        if (making != null) {
            throw making.isNeededByItself();
        }
        HandlerBeans beans = new HandlerBeans(context);
        making = beans;
        try {
            return ProcessorSetup.read(
                    context.getEnvironment(), found -> places.more().apply(beans.addTo(found)));
        } finally {
            making = null;
        }
    }

    @Singleton
    ProcessorConfig config(ProcessorSetup setup) {
        return setup.config();
    }

    @Singleton
    @Bean(preDestroy = "close")
    HandlerRegistry handlers(ProcessorSetup setup) {
        return setup.handlers();
    }
}
