package dev.strand.access;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.DefaultRolesFinder;
import io.micronaut.security.token.RolesFinder;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the roles of a token in the claim that is configured, as a list or as words; roles that
 * Strand does not know are not its business.
 */
@Singleton
@Replaces(DefaultRolesFinder.class)
@Requires(property = "micronaut.security.enabled", value = "true")
final class TokenRoles implements RolesFinder {
    private final String claim;

    TokenRoles(AccessSettings settings) {
        this.claim = settings.tokens() == null ? "roles" : settings.tokens().rolesClaim();
    }

    @Override
    public List<String> resolveRoles(@Nullable Map<String, Object> attributes) {
        return attributes == null ? List.of() : Roles.expanded(words(at(attributes)));
    }

    /** The claim of that name, or what a dotted name leads to. */
    private @Nullable Object at(Map<String, Object> attributes) {
        if (attributes.containsKey(claim)) {
            return attributes.get(claim);
        }
        Object at = attributes;
        for (String step : claim.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return at;
    }

    private static List<String> words(@Nullable Object value) {
        return switch (value) {
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case String text -> List.of(text.strip().split("[\\s,]+"));
            case null, default -> List.of();
        };
    }
}
