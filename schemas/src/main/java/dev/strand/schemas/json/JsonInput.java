package dev.strand.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.Violation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the fields of a JSON object. Each reading method consumes the value of the current
 * field; where that breaks its rule, a violation is noted, the value is skipped, and a stand-in is
 * returned, so that one pass finds all that is wrong. Malformed JSON ends the reading with the
 * parser's exception, which {@link JsonFormat} turns into a violation.
 */
public final class JsonInput {
    private static final int MAX_WHOLE_DIGITS = 18;
    private static final int MAX_NUMBER_CHARS = 100;
    private static final double MAX_WHOLE_DOUBLE = 1e15;

    private final JsonParser parser;
    private final JsonSlices slices;
    private final Refusals refusals;
    private String name = "";
    private boolean stopped;

    JsonInput(JsonParser parser, byte[] utf8, List<Violation> violations) {
        this.parser = parser;
        this.slices = new JsonSlices(parser, utf8);
        this.refusals = new Refusals(violations);
    }

    <T> @Nullable T whole(String subject, JsonFormat.Shape<T> shape) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            refusals.add(
                    new Violation(
                            "",
                            subject + " must be a JSON object; wrap the fields in braces",
                            slices.text()));
            return null;
        }
        T value = shape.read(this);
        if (!stopped && parser.nextToken() != null) {
            refusals.add(
                    new Violation(
                            "",
                            subject + " must end with its object; remove what follows",
                            slices.text()));
        }
        return value;
    }

    /** Moves to the next field of the current object; false at its end. */
    public boolean nextField() throws IOException {
        String next = parser.nextFieldName();
        if (next == null) {
            return false;
        }
        name = next;
        parser.nextToken();
        return true;
    }

    /**
     * Moves to element {@code index} of the current array, counted by the caller from 0; false at
     * its end.
     */
    public boolean nextElement(int index) throws IOException {
        name = Integer.toString(index);
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Name of the current field. */
    public String name() {
        return name;
    }

    /** Passes over the current value. */
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /** Says that nothing more will be read: what follows is not even checked. */
    public void stop() {
        stopped = true;
    }

    /** Whether nothing was refused so far. */
    public boolean isClean() {
        return refusals.isEmpty();
    }

    /**
     * Steps into the object that is the current value; false where it is none, which is refused.
     */
    public boolean enterObject() throws IOException {
        return enter(JsonToken.START_OBJECT, "must be an object", "write its fields in braces");
    }

    /** Steps into the array that is the current value; false where it is none, which is refused. */
    public boolean enterArray() throws IOException {
        return enter(JsonToken.START_ARRAY, "must be an array", "write its elements in brackets");
    }

    private boolean enter(JsonToken start, String rule, String remedy) throws IOException {
        if (!parser.hasToken(start)) {
            refuse(rule, remedy);
            return false;
        }
        refusals.enter(name);
        return true;
    }

    /** Steps out of the object or array that was entered last, once its end was reached. */
    public void leave() {
        refusals.leave();
    }

    /**
     * The meaning of a text, or null where the current value is no text or breaks the rule, which
     * is refused.
     */
    public <T> @Nullable T text(TextRule<T> rule) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            T value = rule.parser().apply(parser.getText());
            if (value != null) {
                return value;
            }
        }
        refuse(rule.rule(), rule.remedy());
        return null;
    }

    /**
     * A whole number in the range, or {@code otherwise} where the current value is none, which is
     * refused.
     */
    public long integer(long min, long max, long otherwise) throws IOException {
        long value = whole();
        if (value >= min && value <= max) {
            return value;
        }
        String range = max == Long.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
        refuse("must be a whole number " + range, "choose one in that range");
        return otherwise;
    }

    /** Like {@link #integer(long, long, long)}. */
    public int integer(int min, int max, int otherwise) throws IOException {
        return (int) integer((long) min, (long) max, (long) otherwise);
    }

    /**
     * The current value as a whole number, {@link Long#MIN_VALUE} where it is none; 5.0 is one, as
     * JSON Schema has it.
     */
    private long whole() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getTextLength() <= MAX_WHOLE_DIGITS
                    ? parser.getLongValue()
                    : Long.MIN_VALUE;
        }
        double value = decimal();
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE_DOUBLE;
        return isWhole ? (long) value : Long.MIN_VALUE;
    }

    /**
     * A number in the range, or {@code otherwise} where the current value is none, which is
     * refused.
     */
    public double number(double min, double max, double otherwise) throws IOException {
        double value = decimal();
        if (value >= min && value <= max) {
            return value;
        }
        refuse("must be a number from " + min + " to " + max, "choose one in that range");
        return otherwise;
    }

    private double decimal() throws IOException {
        boolean isNumber =
                parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                        || parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT);
        return isNumber && parser.getTextLength() <= MAX_NUMBER_CHARS
                ? Double.parseDouble(parser.getText())
                : Double.NaN;
    }

    /** A truth value, or {@code otherwise} where the current value is none, which is refused. */
    public boolean truth(boolean otherwise) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_TRUE) || parser.hasToken(JsonToken.VALUE_FALSE)) {
            return parser.hasToken(JsonToken.VALUE_TRUE);
        }
        refuse("must be true or false", "choose one of them");
        return otherwise;
    }

    /** The current value undecoded, its syntax checked; the bytes are a copy of their own. */
    public RawJson raw() throws IOException {
        return slices.raw();
    }

    /** Whether the current field was seen before, which is refused; notes it as seen. */
    public <F extends Enum<F>> boolean isRepeated(EnumSet<F> seen, F field) throws IOException {
        if (seen.add(field)) {
            return false;
        }
        refuse("must be given once", "remove one of them");
        return true;
    }

    /** Refuses the current field because no such field exists. */
    public void refuseUnknown(FieldNames<?> fields) throws IOException {
        refuse("is not a known field", fields.remedyFor(name));
    }

    /** Refuses the current value and passes over it. */
    public void refuse(String rule, String remedy) throws IOException {
        boolean isNull = parser.hasToken(JsonToken.VALUE_NULL);
        refuse(
                name,
                rule,
                isNull ? "leave the field out where there is no value" : remedy,
                slices.text());
    }

    /**
     * Refuses the named field of the current object; {@code value} is what it was, or null for
     * nothing.
     */
    public void refuse(String field, String rule, String remedy, @Nullable String value) {
        refusals.add(field, rule, remedy, value);
    }
}
