/**
 * For the process that runs handlers: {@link dev.strand.handler.registry.HandlerDiscovery} finds
 * them on the class path and in jars, gives them their settings, and puts them into a {@link
 * dev.strand.handler.registry.HandlerRegistry}, where each task type leads to one {@link
 * dev.strand.handler.registry.BoundHandler} that takes and gives JSON.
 */
@NullMarked
package dev.strand.handler.registry;

import org.jspecify.annotations.NullMarked;
