package dev.strand.handler.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A handler with its payload and result bound to JSON: all that a runner needs. Thread-safe if the
 * handler is.
 */
public final class BoundHandler {

    /** The largest result where none is configured, as JSON in UTF-8: 256 KiB. */
    public static final int MAX_RESULT_BYTES = 256 * 1024;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final String type;
    private final TaskHandler<Object, @Nullable Object> handler;
    private final PayloadBinding binding;
    private final ObjectWriter writer;

    private BoundHandler(
            String type,
            TaskHandler<Object, @Nullable Object> handler,
            PayloadBinding binding,
            ObjectWriter writer) {
        this.type = type;
        this.handler = handler;
        this.binding = binding;
        this.writer = writer;
    }

    @SuppressWarnings(
            "unchecked") // the payload type was read from this very handler's type arguments
    static BoundHandler of(String type, FoundHandler found) {
        JavaType result = found.resultType();
        ObjectWriter writer = HandlerJson.mapper().writer();
        return new BoundHandler(
                type,
                (TaskHandler<Object, @Nullable Object>) found.handler(),
                new PayloadBinding(type, found.payloadType()),
                result.isJavaLangObject() || result.hasRawClass(Void.class)
                        ? writer
                        : writer.forType(result));
    }

    /** The task type that this handler does. */
    public String type() {
        return type;
    }

    /** The class of the handler, for messages and for the list of handlers. */
    public Class<?> handlerClass() {
        return handler.getClass();
    }

    /**
     * {@link #invoke(byte[], TaskContext, int)} with a result of at most {@link #MAX_RESULT_BYTES}.
     */
    public byte[] invoke(byte[] payload, TaskContext context) throws Exception {
        return invoke(payload, context, MAX_RESULT_BYTES);
    }

    /**
     * Makes one attempt on the calling thread. The thread's context class loader is that of the
     * handler while it runs.
     *
     * @param payload JSON in UTF-8
     * @param maxResultBytes largest result, as JSON in UTF-8
     * @return the result: JSON in UTF-8, the literal {@code null} if the handler returned none
     * @throws PermanentFailureException also if the payload does not bind, and if the result cannot
     *     be written as JSON or is larger than that: the handler has then done its work, and doing
     *     it again would not help
     * @throws Exception what the handler throws
     */
    public byte[] invoke(byte[] payload, TaskContext context, int maxResultBytes) throws Exception {
        Object bound = binding.bind(payload);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(handler.getClass().getClassLoader());
        try {
            return write(handler.handle(bound, context), maxResultBytes);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Names the type and the class, as in {@code email (com.example.EmailHandler)}. */
    @Override
    public String toString() {
        return type + " (" + handlerClass().getName() + ")";
    }

    private byte[] write(@Nullable Object result, int maxResultBytes)
            throws PermanentFailureException {
        if (result == null) {
            return NULL.clone();
        }
        BoundedBytes json = new BoundedBytes(maxResultBytes);
        try {
            writer.writeValue(json, result);
        } catch (IOException e) {
            String problem =
                    e instanceof JsonProcessingException bad
                            ? bad.getOriginalMessage()
                            : e.getMessage();
            throw new PermanentFailureException(
                    "result of task type '%s' cannot be written as JSON: %s; make %s return a record or a JsonNode"
                            .formatted(type, problem, handlerClass().getName()),
                    e);
        }
        if (json.isTooLarge()) {
            throw new PermanentFailureException(
                    "result of task type '%s' must have at most %d bytes, got: %d; store it elsewhere and return a reference to it"
                            .formatted(type, maxResultBytes, json.written()));
        }
        return json.toByteArray();
    }
}
