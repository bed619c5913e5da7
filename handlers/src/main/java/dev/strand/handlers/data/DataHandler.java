package dev.strand.handlers.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handlers.cpu.CpuWork;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * Transforms JSON by an expression in JSONata, which the payload brings or the configuration has by
 * name. The result of the expression is the result of the task; what is undefined is {@code null}.
 *
 * <p>An expression reads its input and nothing else. It may take {@code timeout}, go {@value
 * Limits#MAX_DEPTH} calls deep, and make values of 16 MiB each and 64 MiB in all. {@code $eval}
 * does not exist, and only configured expressions may use regular expressions. What breaks a rule,
 * or does not fit the input, has failed for good; what takes too long is retried by the policy.
 *
 * <p>Settings, below {@code strand.handlers.data}: {@code expressions.<name>} (a text, or {@code
 * ${file:/path}}), {@code allow-payload-expressions} (true), {@code timeout} (PT5S), {@code
 * max-concurrent} (one less than processors).
 */
@TaskType("data")
public final class DataHandler implements TaskHandler<DataPayload, JsonNode>, ConfigurableHandler {

    private volatile DataSettings settings = DataSettings.DEFAULT;
    private volatile Expressions expressions = new Expressions(settings);
    private volatile CpuWork cpu = new CpuWork("data", settings.atOnce());

    @Override
    public void configure(HandlerConfig config) {
        settings = DataSettings.read(config);
        expressions = new Expressions(settings);
        cpu = new CpuWork("data", settings.atOnce());
    }

    /**
     * Evaluates the expression.
     *
     * @throws PermanentFailureException if the expression is none, breaks a rule or does not fit
     * @throws TimeoutException if it takes too long
     * @throws InterruptedException if the thread is interrupted; the evaluation has ended then
     */
    @Override
    public JsonNode handle(DataPayload payload, TaskContext context) throws Exception {
        Expressions known = expressions;
        Duration timeout = settings.timeout();
        return cpu.call(() ->
                Evaluation.of(
                        known.choose(payload),
                        payload.inputOrNull(),
                        atMost(timeout, context.deadline())));
    }

    private static Duration atMost(Duration timeout, Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(timeout) < 0 ? left : timeout;
    }
}
