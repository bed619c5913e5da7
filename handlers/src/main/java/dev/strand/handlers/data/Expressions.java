package dev.strand.handlers.data;

import dev.strand.handler.PermanentFailureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The expressions that tasks use: the configured ones, and those of payloads, of which the last
 * {@value #REMEMBERED} are kept compiled. Thread-safe.
 */
final class Expressions {

    static final int REMEMBERED = 256;

    private final DataSettings settings;

    @SuppressWarnings("serial") // never serialised
    private final Map<String, Expression> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Expressions(DataSettings settings) {
        this.settings = settings;
    }

    /** The expression that a payload means. */
    Expression choose(DataPayload payload) throws PermanentFailureException {
        if ((payload.expression() == null) == (payload.use() == null)) {
            throw new PermanentFailureException(
                    "payload of task type 'data' must have either expression or use, got: "
                            + (payload.use() == null ? "neither" : "both")
                            + "; correct it and submit the task again");
        }
        return payload.use() == null ? own(payload.expression()) : named(payload.use());
    }

    private Expression named(String name) throws PermanentFailureException {
        Expression expression = settings.named().get(name);
        if (expression == null) {
            throw new PermanentFailureException(
                    "/use must name a configured expression (%s), got: '%s'; configure strand.handlers.data.expressions.%s"
                            .formatted(names(), name, name));
        }
        return expression;
    }

    private Expression own(@Nullable String text) throws PermanentFailureException {
        if (!settings.areOwnAllowed()) {
            throw new PermanentFailureException(
                    "/expression must be absent, since"
                        + " strand.handlers.data.allow-payload-expressions is false; use one of the"
                        + " configured expressions: "
                            + names());
        }
        String key = text == null ? "" : text;
        synchronized (recent) {
            Expression known = recent.get(key);
            if (known != null) {
                return known;
            }
        }
        Expression compiled;
        try {
            compiled = Expression.compile(key, false);
        } catch (PermanentFailureException e) {
            throw new PermanentFailureException(
                    "/expression must be an expression in JSONata, got: " + e.getMessage(), e);
        }
        synchronized (recent) {
            recent.put(key, compiled);
        }
        return compiled;
    }

    private String names() {
        return settings.named().isEmpty()
                ? "none is configured"
                : String.join(", ", new TreeSet<>(settings.named().keySet()));
    }
}
