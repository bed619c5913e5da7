package dev.strand.access;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The routes of a service and the rule of each, for people and for tests. */
public final class RouteRules {
    /** Rule of a route that everybody may use. */
    public static final String OPEN = "open";

    /** Rule of a route that every known caller may use, whatever their roles. */
    public static final String KNOWN = "known";

    /** What stands for a rule where there is none: refused to everybody. */
    public static final String MISSING = "MISSING";

    private RouteRules() {}

    /**
     * By method and path template ({@code GET /api/tasks/{taskId}}): a role, {@link #OPEN}, {@link
     * #KNOWN} or {@link #MISSING}.
     */
    public static SortedMap<String, String> of(ApplicationContext context) {
        SortedMap<String, String> rules = new TreeMap<>();
        context.getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .filter(route -> route.getHttpMethod() != HttpMethod.OPTIONS)
                .forEach(route -> rules.put(name(route), rule(route, context)));
        return rules;
    }

    private static String name(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    }

    private static String rule(UriRouteInfo<?, ?> route, ApplicationContext context) {
        AnnotationMetadata metadata = route.getTargetMethod().getAnnotationMetadata();
        Optional<String[]> secured = metadata.getValue(Secured.class, String[].class);
        if (secured.isPresent()) {
            return switch (String.join("+", secured.get())) {
                case SecurityRule.IS_ANONYMOUS -> OPEN;
                case SecurityRule.IS_AUTHENTICATED -> KNOWN;
                case String roles -> roles;
            };
        }
        return metadata.stringValue(Endpoint.class)
                .map(id ->
                        context.getProperty("endpoints." + id + ".sensitive", Boolean.class)
                                        .orElse(true)
                                ? KNOWN
                                : OPEN)
                .orElse(MISSING);
    }
}
