/**
 * The processor: runs the tasks of the partitions that it is assigned. All beans of this package
 * and of those below belong to a context of {@link dev.strand.processor.ProcessorApplication} only:
 * several services may share a class path, and Micronaut would otherwise start the beans of all of
 * them in each context.
 */
@Configuration
@Requires(property = ProcessorApplication.SERVICE_PROPERTY, value = ProcessorApplication.SERVICE)
@NullMarked
package dev.strand.processor;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
