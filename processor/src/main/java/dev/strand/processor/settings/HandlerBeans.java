package dev.strand.processor.settings;

import dev.strand.handler.TaskHandler;
import dev.strand.handler.registry.HandlerDiscovery;
import io.micronaut.context.BeanContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import org.jspecify.annotations.Nullable;

/** The handlers that are beans of a context, each with what was injected into it. */
final class HandlerBeans {
    private final BeanContext context;
    private @Nullable Class<?> making;

    HandlerBeans(BeanContext context) {
        this.context = context;
    }

    /** Makes each; one that cannot be made is told with all else that is wrong. */
    HandlerDiscovery addTo(HandlerDiscovery discovery) {
        for (BeanDefinition<?> definition : context.getBeanDefinitions(TaskHandler.class)) {
            making = definition.getBeanType();
            try {
                discovery.register((TaskHandler<?, ?>) context.getBean(definition));
            } catch (BeanContextException e) {
                discovery.failed(
                        "handler bean %s cannot be made: %s"
                                .formatted(definition.getBeanType().getName(), reason(e)));
            }
        }
        making = null;
        return discovery;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage().strip();
    }

    /** The handler that is being made asks for what is made of all handlers. */
    ConfigurationException isNeededByItself() {
        return new ConfigurationException(
                "handler bean %s must not ask for settings or parts of the processor: they are made when all handlers are there; inject a BeanProvider of them"
                        .formatted(making == null ? "?" : making.getName()));
    }
}
