package dev.strand.access;

import dev.strand.access.AccessSettings.Tokens;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts access into force in the context of a service, before it starts: settings are read and
 * checked, and what the framework needs of them is derived.
 */
public final class AccessSetup {
    private static final Logger LOG = LoggerFactory.getLogger(AccessSetup.class);
    private static final int ABOVE_ALL = 20_000;
    private static final String SECURITY = "micronaut.security.";
    private static final String CORS = "micronaut.server.cors.";

    /** Where the library has its files; names its version, as the build does. */
    private static final String DOCS_VIEWER = "META-INF/resources/webjars/swagger-ui/5.34.1";

    private AccessSetup() {}

    /** {@link #apply(ApplicationContext, SettingProblems)} where nothing else is wrong. */
    public static void apply(ApplicationContext context) {
        apply(context, new SettingProblems());
    }

    /**
     * Reads and applies {@code strand.access.*}. The environment of the context is started if it is
     * not; the context must not be.
     *
     * @param problems what is wrong with the other settings of the service
     * @throws ConfigurationException if a setting is wrong, with all that are, or if the service
     *     would listen on an address that others reach without anybody having to say who they are,
     *     and that was not allowed
     */
    public static void apply(ApplicationContext context, SettingProblems problems) {
        Environment environment = context.getEnvironment().start();
        AccessSettings settings = SettingsReader.read(environment, problems);
        if (!problems.list().isEmpty()) {
            throw problems.exception();
        }
        String host = environment.getProperty("micronaut.server.host", String.class).orElse("");
        check(settings, host);
        environment.addPropertySource(
                new MapPropertySource("strand-access", derived(settings)) {
                    @Override
                    public int getOrder() {
                        return ABOVE_ALL;
                    }
                });
        context.registerSingleton(AccessSettings.class, settings);
    }

    private static void check(AccessSettings settings, String host) {
        if (settings.isAuthenticated() || isLoopback(host)) {
            return;
        }
        if (!settings.allowUnauthenticated()) {
            throw new ConfigurationException(
                    "without authentication a service listens on loopback addresses only, got: "
                            + (host.isEmpty() ? "all addresses" : host)
                            + "; set strand.access.keys ('./strand key' makes one) or"
                            + " strand.access.jwt.*, or, where everybody who reaches that address"
                            + " may do everything, strand.access.allow-unauthenticated=true");
        }
        LOG.atWarn()
                .addKeyValue("host", host)
                .log("no authentication: whoever reaches this address may do everything");
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What the framework is told. */
    private static Map<String, Object> derived(AccessSettings settings) {
        Map<String, Object> derived = new HashMap<>();
        derived.put(SECURITY + "enabled", settings.isAuthenticated());
        derived.put(SECURITY + "reject-not-found", false);
        derived.put(SECURITY + "redirect.enabled", false);
        for (String endpoint : new String[] {"login", "logout", "keys", "introspection", "oauth"}) {
            derived.put(SECURITY + "endpoints." + endpoint + ".enabled", false);
        }
        String docs = "micronaut.router.static-resources.strand-docs.";
        derived.put(docs + "paths", List.of("classpath:strand-docs", "classpath:" + DOCS_VIEWER));
        derived.put(docs + "mapping", "/docs/**");
        derived.put("endpoints.prometheus.sensitive", settings.isAuthenticated());
        derived.put(
                "endpoints.health.details-visible",
                settings.isAuthenticated() ? "AUTHENTICATED" : "ANONYMOUS");
        Tokens tokens = settings.tokens();
        // Without a key to check them with, the framework would take unsigned tokens.
        derived.put(SECURITY + "token.jwt.enabled", tokens != null);
        if (tokens != null) {
            addTokens(derived, tokens);
        }
        derived.put(CORS + "enabled", !settings.corsOrigins().isEmpty());
        if (!settings.corsOrigins().isEmpty()) {
            derived.put(CORS + "localhost-pass-through", false);
            String pages = CORS + "configurations.pages.";
            derived.put(pages + "allowed-origins", settings.corsOrigins());
            derived.put(pages + "allow-credentials", false);
        }
        return derived;
    }

    private static void addTokens(Map<String, Object> derived, Tokens tokens) {
        String signatures = SECURITY + "token.jwt.signatures.";
        if (tokens.jwksUrl() != null) {
            derived.put(signatures + "jwks.issuer.url", tokens.jwksUrl());
        }
        if (tokens.jwksFile() != null) {
            Path file = Path.of(tokens.jwksFile()).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new ConfigurationException(
                        "strand.access.jwt.jwks-file must be a readable file, got: " + file);
            }
            derived.put(signatures + "jwks-static.issuer.path", "file:" + file);
        }
        String claims = SECURITY + "token.jwt.claims-validators.";
        derived.put(claims + "issuer", tokens.issuer());
        derived.put(claims + "audience", tokens.audience());
        derived.put(claims + "expiration", true);
        derived.put(claims + "not-before", true);
        derived.put(claims + "subject-not-null", true);
        derived.put(SECURITY + "token.name-key", tokens.nameClaim());
    }
}
