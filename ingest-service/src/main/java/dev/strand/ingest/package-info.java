/**
 * HTTP in, validated records out to the tasks log. All beans of this package and of those below
 * belong to a context of {@link dev.strand.ingest.IngestApplication} only: several services may
 * share a class path, and Micronaut would otherwise start the beans of all of them in each context.
 */
@Configuration
@Requires(property = IngestApplication.SERVICE_PROPERTY, value = IngestApplication.SERVICE)
@NullMarked
package dev.strand.ingest;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
