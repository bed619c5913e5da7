package dev.strand.status.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.Caller;
import dev.strand.access.Roles;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.schemas.audit.AuditEntry.Outcome;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.web.router.RouteAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every control action: before it is tried, for without that it is not, and how it ended.
 */
@ServerFilter("/api/**")
class AuditFilter implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final String FAILURES = "strand.status.audit.failures";
    private static final String ENTRY = "strand.audit.entry";
    private static final int MAX_REQUEST_CHARS = 2_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AuditLog log;
    private final Counter failures;

    AuditFilter(AuditLog log, MeterRegistry registry) {
        this.log = log;
        this.failures =
                Counter.builder(FAILURES)
                        .description("Records of control actions that Kafka did not acknowledge")
                        .register(registry);
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void before(ServerHttpRequest<?> request) {
        if (!isControl(request)) {
            return;
        }
        String body = bodyOf(request);
        AuditEntry entry = asked(request, body);
        try {
            log.append(entry).join();
        } catch (CompletionException e) {
            failures.increment();
            LOG.atError().setCause(e).log("a control action was not recorded, and so not tried");
            throw new ProblemException(
                    Problem.unavailable(
                            "the action could not be recorded in the topic strand.audit, and was"
                                    + " not tried; start a processor if that topic does not exist"
                                    + " yet (it creates it), and ask again"));
        }
        request.setAttribute(ENTRY, entry);
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void after(HttpRequest<?> request, HttpResponse<?> response) {
        AuditEntry entry = request.getAttribute(ENTRY, AuditEntry.class).orElse(null);
        if (entry == null) {
            return;
        }
        try {
            log.append(entry.ended(response.code())).join();
        } catch (CompletionException e) {
            failures.increment();
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("id", entry.id())
                    .addKeyValue("status", response.code())
                    .log("how a control action ended was not recorded");
        }
    }

    /** After those that find out who it is. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.LAST.order();
    }

    /** Whether what a request asks for is a control action. */
    static boolean isControl(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .flatMap(route ->
                        route.getAnnotationMetadata().getValue(Secured.class, String[].class))
                .filter(roles -> Arrays.asList(roles).contains(Roles.OPERATOR))
                .isPresent();
    }

    /** Whether there is a record of a request. */
    static boolean isRecorded(HttpRequest<?> request) {
        return request.getAttribute(ENTRY).isPresent();
    }

    private static String bodyOf(ServerHttpRequest<?> request) {
        try (CloseableByteBody copy = request.byteBody().split(SplitBackpressureMode.FASTEST)) {
            return copy.buffer()
                    .thenApply(whole -> {
                        try (whole) {
                            return whole.toString(StandardCharsets.UTF_8);
                        }
                    })
                    .join();
        }
    }

    /** The record of a request that nobody has answered. */
    static AuditEntry asked(HttpRequest<?> request, String body) {
        Caller caller = Caller.of(request);
        ControlPath path = ControlPath.of(request);
        return new AuditEntry(
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                caller.name(),
                caller.address(),
                path.action(),
                path.target(),
                reasonIn(body),
                body.isBlank()
                        ? null
                        : body.substring(0, Math.min(MAX_REQUEST_CHARS, body.length())),
                Outcome.ASKED,
                0);
    }

    private static @Nullable String reasonIn(String body) {
        try {
            JsonNode reason = body.isBlank() ? null : MAPPER.readTree(body).get("reason");
            return reason != null && reason.isTextual() ? reason.textValue() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
