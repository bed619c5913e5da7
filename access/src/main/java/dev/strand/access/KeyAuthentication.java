package dev.strand.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Recognises API keys among bearer tokens. */
@Singleton
@Requires(property = "micronaut.security.enabled", value = "true")
final class KeyAuthentication implements TokenValidator<HttpRequest<?>> {
    private final AccessSettings settings;

    KeyAuthentication(AccessSettings settings) {
        this.settings = settings;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        ApiKey key = token.startsWith(ApiKey.PREFIX) ? find(ApiKey.hashOf(token)) : null;
        return key == null
                ? Publishers.empty()
                : Publishers.just(
                        Authentication.build(
                                key.name(),
                                key.roles(),
                                Map.of(Caller.KIND, Caller.Kind.KEY.name())));
    }

    /** Looks at all of them, whichever it is. */
    private @Nullable ApiKey find(String hash) {
        ApiKey found = null;
        for (ApiKey key : settings.keys()) {
            if (key.isHashOf(hash)) {
                found = key;
            }
        }
        return found;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
