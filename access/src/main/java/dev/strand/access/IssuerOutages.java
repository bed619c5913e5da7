package dev.strand.access;

import dev.strand.access.AccessSettings.Tokens;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import jakarta.inject.Singleton;

/** Has the framework fetch keys in a way that outlasts outages of the issuer. */
@Singleton
@Requires(property = "micronaut.security.token.jwt.enabled", value = "true")
final class IssuerOutages implements BeanCreatedEventListener<JwksClient> {
    private final BeanProvider<AccessSettings> settings;

    IssuerOutages(BeanProvider<AccessSettings> settings) {
        this.settings = settings;
    }

    @Override
    public JwksClient onCreated(BeanCreatedEvent<JwksClient> event) {
        Tokens tokens = settings.get().tokens();
        return tokens == null
                ? event.getBean()
                : new OutageTolerantKeys(
                        event.getBean(), tokens.outageTolerance(), System::nanoTime);
    }
}
