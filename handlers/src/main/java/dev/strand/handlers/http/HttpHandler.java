package dev.strand.handlers.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Posts the body of a task, as JSON, to a configured endpoint, so that any language can do the
 * work.
 *
 * <p>Every request says what it belongs to: {@code Strand-Task-Id}, {@code Strand-Group-Id}
 * (percent-encoded), {@code Strand-Run}, {@code Strand-Attempt}, {@code Strand-Fencing-Token},
 * {@code Idempotency-Key} (task id and run), the task's {@code traceparent}, and {@code
 * Strand-Signature} if the endpoint has a {@code signing-secret}. The answer is the outcome:
 *
 * <table>
 *   <caption>Answers</caption>
 *   <tr><th>status</th><th>outcome</th></tr>
 *   <tr><td>2xx</td><td>completed; JSON is the result, anything else becomes {@code {"status", "body"}}</td></tr>
 *   <tr><td>429, 503 with {@code Retry-After}</td><td>failed attempt, retried no sooner (a day at most)</td></tr>
 *   <tr><td>429, 408, 5xx; no answer in time; broken connection</td><td>failed attempt, retried by the policy</td></tr>
 *   <tr><td>3xx, other 4xx; a result of more than 256 KiB</td><td>failed for good</td></tr>
 * </table>
 *
 * <p>Settings, below {@code strand.handlers.http}: {@code timeout} (PT30S), {@code allow-list}
 * (URLs that a payload may name itself), and for each endpoint {@code endpoints.<name>.url}, {@code
 * .timeout}, {@code .allow-private} (false), {@code .headers.<header>}, {@code .signing-secret}.
 * Secrets are given as {@code ${env:NAME}} or {@code ${file:/path}}. Addresses that are not public
 * are refused unless allowed, redirects are not followed, and proxies are not used.
 */
@TaskType("http")
public final class HttpHandler
        implements TaskHandler<HttpPayload, JsonNode>, ConfigurableHandler, AutoCloseable {

    private final InstantSource clock;
    private final Exchange exchange;
    private volatile Endpoints endpoints =
            new Endpoints(Map.of(), UrlAllowList.empty(), HttpSettings.DEFAULT_TIMEOUT);

    /** A handler without endpoints, until it is configured. */
    public HttpHandler() {
        this(InstantSource.system(), host -> List.of(InetAddress.getAllByName(host)));
    }

    HttpHandler(InstantSource clock, HostResolver resolver) {
        this.clock = clock;
        this.exchange = new Exchange(new AddressGuard(resolver));
    }

    @Override
    public void configure(HandlerConfig config) {
        endpoints = HttpSettings.read(config);
    }

    /**
     * Makes one exchange. It is given up at the endpoint's timeout or the attempt's deadline,
     * whichever is first.
     *
     * @throws PermanentFailureException also if the payload names no endpoint, or one at a private
     *     address
     * @throws InterruptedException if the thread is interrupted; the exchange is aborted at once
     */
    @Override
    public JsonNode handle(HttpPayload payload, TaskContext context)
            throws PermanentFailureException,
                    RetryAfterException,
                    EndpointFailureException,
                    InterruptedException {
        HttpEndpoint endpoint = endpoints.choose(payload);
        Duration timeout = timeoutOf(endpoint, context);
        Answer answer =
                exchange.with(
                        endpoint,
                        TaskRequest.of(endpoint, payload.bodyOrNull(), context, clock.instant()),
                        timeout);
        context.logger()
                .atDebug()
                .addKeyValue("endpoint", endpoint)
                .addKeyValue("status", answer.status())
                .log("endpoint answered");
        return answer.result(clock.instant());
    }

    private Duration timeoutOf(HttpEndpoint endpoint, TaskContext context) {
        Duration left = Duration.between(clock.instant(), context.deadline());
        Duration atLeastZero = left.isNegative() ? Duration.ZERO : left;
        return atLeastZero.compareTo(endpoint.timeout()) < 0 ? atLeastZero : endpoint.timeout();
    }

    /** Ends the connections; what is in flight fails. */
    @Override
    public void close() {
        exchange.close();
    }
}
