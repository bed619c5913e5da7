package dev.strand.status.audit;

import dev.strand.access.Caller;
import dev.strand.access.ClientLimits;
import dev.strand.schemas.audit.AuditEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import jakarta.inject.Named;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records control actions that their senders may not do: they are refused before {@link
 * AuditFilter} sees them. The answer does not wait for the record, and of one address only so many
 * are recorded that nobody can fill the log with them.
 */
@ServerFilter("/api/**")
class RefusedActions implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedActions.class);
    private static final String SUPPRESSED = "strand.status.audit.suppressed";
    private static final int RECORDED_PER_SECOND = 5;

    private final AuditLog log;
    private final ExecutorService work;
    private final ClientLimits limits = new ClientLimits(RECORDED_PER_SECOND);
    private final Counter suppressed;

    RefusedActions(
            AuditLog log, @Named("status-work") ExecutorService work, MeterRegistry registry) {
        this.log = log;
        this.work = work;
        this.suppressed =
                Counter.builder(SUPPRESSED)
                        .description("Refused control actions that were not recorded, being many")
                        .register(registry);
    }

    @ResponseFilter
    void after(HttpRequest<?> request, HttpResponse<?> response) {
        int status = response.code();
        boolean isRefused =
                status == HttpStatus.UNAUTHORIZED.getCode()
                        || status == HttpStatus.FORBIDDEN.getCode();
        if (!isRefused || AuditFilter.isRecorded(request) || !AuditFilter.isControl(request)) {
            return;
        }
        Caller caller = Caller.of(request);
        if (limits.take(caller.address()) > 0) {
            suppressed.increment();
            return;
        }
        AuditEntry entry = AuditFilter.asked(request, "").ended(status);
        work.execute(() -> append(entry));
    }

    private void append(AuditEntry entry) {
        var _ =
                log.append(entry)
                        .exceptionally(failure -> {
                            LOG.atError()
                                    .setCause(failure)
                                    .addKeyValue("by", entry.by())
                                    .addKeyValue("from", entry.from())
                                    .addKeyValue("action", entry.action())
                                    .log("a refused control action was not recorded");
                            return null;
                        });
    }

    /** Outside of those that refuse. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.order();
    }
}
