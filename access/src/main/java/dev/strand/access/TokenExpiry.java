package dev.strand.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.Claims;
import io.micronaut.security.token.jwt.validator.GenericJwtClaimsValidator;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Refuses tokens without an end: nobody could take them back, and the framework would take them for
 * ever.
 *
 * @param <T> the request
 */
@Singleton
@Requires(property = "micronaut.security.token.jwt.enabled", value = "true")
final class TokenExpiry<T> implements GenericJwtClaimsValidator<T> {
    @Override
    public boolean validate(Claims claims, @Nullable T request) {
        return claims.get(Claims.EXPIRATION_TIME) != null;
    }
}
