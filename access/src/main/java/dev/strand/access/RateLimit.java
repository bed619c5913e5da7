package dev.strand.access;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import org.jspecify.annotations.Nullable;

/** Refuses what a client sends beyond its share; probes of health are no clients. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RateLimit implements Ordered {
    private final @Nullable ClientLimits limits;

    RateLimit(AccessSettings settings) {
        this.limits =
                settings.requestsPerSecond() == 0
                        ? null
                        : new ClientLimits(settings.requestsPerSecond());
    }

    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        if (limits == null || request.getPath().startsWith("/health")) {
            return null;
        }
        Caller caller = Caller.of(request);
        long wait = limits.take(caller.name() == null ? caller.address() : "~" + caller.name());
        return wait == 0 ? null : AccessProblem.tooMany(request, wait);
    }

    /** Knows who it is. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }
}
