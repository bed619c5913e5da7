package dev.strand.processor.settings;

import dev.strand.handler.registry.HandlerDiscovery;
import java.util.function.UnaryOperator;

/**
 * Where the handlers of a context come from besides the usual places. A context that has one makes
 * its own settings and handlers, see {@link SetupFactory}.
 *
 * @param more adds handlers, or where to look for them
 */
public record HandlerPlaces(UnaryOperator<HandlerDiscovery> more) {}
