package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Puts finished JSON texts together. */
public final class Json {
    private Json() {}

    /** One object with the members of all these objects; none of them may be empty. */
    public static RawJson merged(List<RawJson> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size(objects));
        char before = '{';
        for (RawJson object : objects) {
            out.write(before);
            out.write(object.utf8(), 1, object.sizeBytes() - 2);
            before = ',';
        }
        out.write('}');
        return RawJson.ofUtf8(out.toByteArray());
    }

    /** An array of these values. */
    public static RawJson array(List<RawJson> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size(values) + 2);
        out.write('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(values.get(i).utf8(), 0, values.get(i).sizeBytes());
        }
        out.write(']');
        return RawJson.ofUtf8(out.toByteArray());
    }

    private static int size(List<RawJson> values) {
        return 2 + values.stream().mapToInt(value -> value.sizeBytes() + 1).sum();
    }
}
