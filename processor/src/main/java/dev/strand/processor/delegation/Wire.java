package dev.strand.processor.delegation;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.core.owner.Order;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The wire form of what processors tell each other: JSON, in which tasks are facts as in the log
 * and results are bytes, so that nothing of either changes on the way. Unknown fields are ignored.
 * Thread-safe.
 */
final class Wire {
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Order.class, new OrderWriter())
                                    .addDeserializer(Order.class, new OrderReader())
                                    .addSerializer(AttemptResult.class, new ResultWriter())
                                    .addDeserializer(AttemptResult.class, new ResultReader()));

    private Wire() {}

    /** The bytes of a value. */
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    /** The value of bytes; fails where they are none. */
    static <T> T read(byte[] json, Class<T> kind) throws IOException {
        T value = MAPPER.readValue(json, kind);
        if (value == null) {
            throw new IOException("there is no " + kind.getSimpleName());
        }
        return value;
    }

    private static final class OrderWriter extends JsonSerializer<Order> {
        @Override
        public void serialize(Order order, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            FactDetails details =
                    new FactDetails(order.task(), Instant.EPOCH, "", null, null, null, null, null);
            Fact fact =
                    new Fact(
                            order.run(),
                            order.owner(),
                            order.number(),
                            FactStatus.STARTED,
                            details);
            json.writeStartObject();
            json.writeBinaryField("fact", StatusCodec.encode(fact));
            json.writeNumberField("start", order.start());
            json.writeEndObject();
        }
    }

    private static final class OrderReader extends JsonDeserializer<Order> {
        @Override
        public Order deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            JsonNode node = json.readValueAsTree();
            Decoded<StatusRecord> decoded = StatusCodec.decode(node.path("fact").binaryValue());
            if (decoded instanceof Decoded.Ok<StatusRecord>(Fact fact)) {
                Task task = fact.details().task();
                if (task != null) {
                    return new Order(
                            fact.run(),
                            task,
                            fact.owner(),
                            fact.attempt(),
                            node.path("start").asLong());
                }
            }
            throw JsonMappingException.from(json, "an order must be a fact with its task");
        }
    }

    private static final class ResultWriter extends JsonSerializer<AttemptResult> {
        @Override
        public void serialize(AttemptResult result, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            switch (result) {
                case Succeeded s -> json.writeBinaryField("value", s.result().utf8());
                case Failed f -> {
                    json.writeStringField("type", f.error().type());
                    json.writeStringField("message", f.error().message());
                    json.writeStringField("stack", f.error().stack());
                    json.writeBooleanField("permanent", f.isPermanent());
                    if (f.retryAfter() != null) {
                        json.writeNumberField("retryAfterMillis", f.retryAfter().toMillis());
                    }
                }
            }
            json.writeEndObject();
        }
    }

    private static final class ResultReader extends JsonDeserializer<AttemptResult> {
        @Override
        public AttemptResult deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            JsonNode node = json.readValueAsTree();
            if (node.hasNonNull("value")) {
                return new Succeeded(RawJson.ofUtf8(node.get("value").binaryValue()));
            }
            TaskError error =
                    new TaskError(
                            node.path("type").asText(),
                            node.path("message").asText(),
                            node.path("stack").asText(null));
            Duration retryAfter =
                    node.hasNonNull("retryAfterMillis")
                            ? Duration.ofMillis(node.get("retryAfterMillis").asLong())
                            : null;
            return new Failed(error, node.path("permanent").asBoolean(), retryAfter);
        }
    }
}
