package dev.strand.status.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that ran into a table on its way to another instance, and those that ran into a
 * bug: the log has the cause, the client does not.
 */
final class FailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private FailureHandler() {}

    /** A partition moved while it was read. */
    @Singleton
    static class Moving
            implements ExceptionHandler<InvalidStateStoreException, HttpResponse<byte[]>> {
        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public HttpResponse<byte[]> handle(
                HttpRequest request, InvalidStateStoreException exception) {
            return ProblemAnswers.of(
                    (HttpRequest<?>) request,
                    Problem.unavailable("the tables are moving; ask again"));
        }
    }

    /** A bug. */
    @Singleton
    static class Bug implements ExceptionHandler<RuntimeException, HttpResponse<byte[]>> {
        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public HttpResponse<byte[]> handle(HttpRequest request, RuntimeException exception) {
            LOG.atError()
                    .setCause(exception)
                    .addKeyValue("path", request.getUri().getPath())
                    .log("a request failed");
            return ProblemAnswers.of(
                    (HttpRequest<?>) request,
                    Problem.of(
                            "internal-error",
                            "Internal error",
                            500,
                            "the server failed to answer; its log says why"));
        }
    }
}
