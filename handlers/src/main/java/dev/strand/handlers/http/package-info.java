/**
 * The task type {@code http}: hands a task to a service in any language by an HTTP {@code POST},
 * and reads the outcome from the status of the answer. {@link dev.strand.handlers.http.HttpHandler}
 * says what is sent and what the answers mean.
 */
@NullMarked
package dev.strand.handlers.http;

import org.jspecify.annotations.NullMarked;
