package dev.strand.access;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that are not allowed: 401 for those of nobody known, 403 for those of somebody
 * without the role. Who keeps guessing gets 429.
 */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
@Requires(property = "micronaut.security.enabled", value = "true")
final class Refusals implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int GUESSES_PER_SECOND = 50;

    private final ClientLimits guesses = new ClientLimits(GUESSES_PER_SECOND);

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        HttpRequest<?> refused = request;
        Caller caller = Caller.of(refused);
        LOG.atDebug()
                .addKeyValue("from", caller.address())
                .addKeyValue("by", caller.name())
                .addKeyValue("path", refused.getPath())
                .log("refused a request");
        if (exception.isForbidden()) {
            return AccessProblem.forbidden(refused, caller);
        }
        long retryAfterSeconds = guesses.take(caller.address());
        return retryAfterSeconds > 0
                ? AccessProblem.tooMany(refused, retryAfterSeconds)
                : AccessProblem.unauthenticated(refused);
    }
}
