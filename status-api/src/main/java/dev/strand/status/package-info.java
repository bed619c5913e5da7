/** Task-state tables over both logs, interactive queries and live events. */
@Configuration
@Requires(property = StatusApplication.SERVICE_PROPERTY, value = StatusApplication.SERVICE)
@NullMarked
package dev.strand.status;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
