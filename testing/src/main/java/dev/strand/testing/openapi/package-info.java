/** Holds an OpenAPI document against the answers of the service that serves it. */
@NullMarked
package dev.strand.testing.openapi;

import org.jspecify.annotations.NullMarked;
