package dev.strand.handler.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of a payload into what a handler takes, or says which field broke which rule. */
final class PayloadBinding {

    private static final int LONGEST_SHOWN_VALUE = 64;

    private final String type;
    private final JavaType payloadType;
    private final ObjectReader reader;

    PayloadBinding(String type, JavaType payloadType) {
        this.type = type;
        this.payloadType = payloadType;
        this.reader = HandlerJson.mapper().readerFor(payloadType);
    }

    /** The payload as the handler takes it, never {@code null}. */
    Object bind(byte[] payload) throws PermanentFailureException {
        Object bound;
        try {
            bound = reader.readValue(payload);
        } catch (JsonMappingException e) {
            throw refused(pointer(e), rule(e), payload, remedy(e), e);
        } catch (JsonProcessingException e) {
            throw refused(
                    "", "must be JSON (" + e.getOriginalMessage() + ")", payload, remedy(e), e);
        } catch (IOException e) {
            throw refused("", "must be readable (" + e.getMessage() + ")", payload, remedy(e), e);
        }
        if (bound == null) {
            throw refused(
                    "",
                    "must be " + ExpectedValue.of(payloadType.getRawClass()),
                    payload,
                    remedy(null),
                    null);
        }
        return bound;
    }

    private PermanentFailureException refused(
            String pointer, String rule, byte[] payload, String remedy, @Nullable Exception cause) {
        String subject = pointer.isEmpty() ? "it" : pointer;
        return new PermanentFailureException(
                "payload of task type '%s' was refused: %s %s, got: %s; %s"
                        .formatted(type, subject, rule, shown(payload, pointer), remedy),
                cause);
    }

    private String rule(JsonMappingException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> "is not a known field";
            case ValueInstantiationException instantiation when instantiation.getCause() != null ->
                    "breaks a rule of "
                            + payloadType.getRawClass().getSimpleName()
                            + " ("
                            + instantiation.getCause().getMessage()
                            + ")";
            case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
                    "must be " + ExpectedValue.of(mismatch.getTargetType());
            default ->
                    "must be readable as "
                            + payloadType.getRawClass().getSimpleName()
                            + " ("
                            + e.getOriginalMessage()
                            + ")";
        };
    }

    private static String remedy(@Nullable Exception e) {
        String again = "correct it and submit the task again";
        if (e instanceof UnrecognizedPropertyException unrecognized
                && unrecognized.getKnownPropertyIds() != null) {
            return "the known fields are "
                    + unrecognized.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + "; "
                    + again;
        }
        return again;
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/');
            if (step.getFieldName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }

    /** The value at the pointer, cut short: enough to recognise it. */
    private static String shown(byte[] payload, String pointer) {
        String value;
        try {
            JsonNode node = HandlerJson.mapper().readTree(payload).at(pointer);
            value = node.isMissingNode() ? "nothing" : node.toString();
        } catch (IOException e) {
            value = payload.length + " bytes";
        }
        return value.length() <= LONGEST_SHOWN_VALUE
                ? value
                : value.substring(0, LONGEST_SHOWN_VALUE) + "...";
    }
}
