package dev.strand.access;

import dev.strand.access.AccessSettings.Tokens;
import io.micronaut.context.env.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@link AccessSettings}, and refuses those that are wrong or do not exist, all at once. */
final class SettingsReader {
    private static final Set<String> KNOWN =
            new TreeSet<>(
                    Set.of(
                            "allow-unauthenticated",
                            "keys",
                            "peer-key",
                            "cors-origins",
                            "requests-per-second",
                            "header-timeout",
                            "jwt.jwks-url",
                            "jwt.jwks-file",
                            "jwt.issuer",
                            "jwt.audience",
                            "jwt.roles-claim",
                            "jwt.name-claim",
                            "jwt.outage-tolerance"));
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OUTAGE_TOLERANCE = Duration.ofHours(1);

    private final Environment environment;
    private final SettingProblems errors;

    private SettingsReader(Environment environment, SettingProblems errors) {
        this.environment = environment;
        this.errors = errors;
    }

    /**
     * Reads them.
     *
     * @param errors takes what is wrong
     */
    static AccessSettings read(Environment environment, SettingProblems errors) {
        SettingsReader reader = new SettingsReader(environment, errors);
        AccessSettings settings = reader.settings();
        errors.addAll(settings.errors());
        errors.addAll(UnknownSettings.in(environment, AccessSettings.PREFIX, KNOWN));
        return settings;
    }

    private AccessSettings settings() {
        return new AccessSettings(
                value("allow-unauthenticated", Boolean.class, false),
                keys(),
                tokens(),
                text("peer-key"),
                list("cors-origins"),
                value("requests-per-second", Integer.class, 0),
                value("header-timeout", Duration.class, HEADER_TIMEOUT));
    }

    private List<ApiKey> keys() {
        List<ApiKey> keys = new ArrayList<>();
        for (String entry : list("keys")) {
            try {
                keys.add(ApiKey.parse(entry));
            } catch (IllegalArgumentException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        return keys;
    }

    private @Nullable Tokens tokens() {
        String url = text("jwt.jwks-url");
        String file = text("jwt.jwks-file");
        String issuer = text("jwt.issuer");
        String audience = text("jwt.audience");
        if (url == null && file == null && issuer == null && audience == null) {
            return null;
        }
        return new Tokens(
                url,
                file,
                issuer == null ? "" : issuer,
                audience == null ? "" : audience,
                value("jwt.roles-claim", String.class, "roles"),
                value("jwt.name-claim", String.class, "sub"),
                value("jwt.outage-tolerance", Duration.class, OUTAGE_TOLERANCE));
    }

    private @Nullable String text(String name) {
        String text = environment.getProperty(full(name), String.class).orElse("");
        return text.isBlank() ? null : text.strip();
    }

    private List<String> list(String name) {
        String[] entries =
                environment.getProperty(full(name), String[].class).orElse(new String[0]);
        return List.of(entries).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private <T> T value(String name, Class<T> type, T absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        return environment
                .getProperty(full(name), type)
                .orElseGet(() -> {
                    errors.add(
                            full(name)
                                    + " must be a "
                                    + type.getSimpleName()
                                    + " like "
                                    + absent
                                    + ", got: "
                                    + text);
                    return absent;
                });
    }

    private static String full(String name) {
        return AccessSettings.PREFIX + "." + name;
    }
}
