package dev.strand.status.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What errors of one kind have in common: the class, the message without what differs from case to
 * case, and the top frame of the stack.
 *
 * @param id names the kind; the same in every instance and after every restart
 * @param type the class of the error
 * @param message the message with numbers, ids and quoted texts replaced
 * @param frame the top frame, or null where there is no stack
 */
public record Fingerprint(String id, String type, String message, @Nullable String frame) {
    private static final int MAX_MESSAGE = 300;
    private static final int MAX_FRAME = 200;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]{1,200}\"|'[^']{1,200}'");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern HEX = Pattern.compile("\\b(?:0x)?[0-9a-fA-F]{8,}\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern LINE_NUMBER = Pattern.compile(":\\d+\\)");

    /** The kind of an error as facts carry it: {@code {"type","message","stack"}}. */
    public static Fingerprint of(RawJson error) {
        JsonNode json = read(error);
        String type = json.path("type").asText("");
        String message = normalised(json.path("message").asText(""));
        String frame = topFrame(json.path("stack").asText(""));
        return new Fingerprint(id(type, message, frame), type, message, frame);
    }

    private static JsonNode read(RawJson error) {
        try {
            return MAPPER.readTree(error.utf8());
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }

    static String normalised(String message) {
        String text = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        text = QUOTED.matcher(text).replaceAll("<text>");
        text = UUID.matcher(text).replaceAll("<id>");
        text = HEX.matcher(text).replaceAll("<id>");
        return NUMBER.matcher(text).replaceAll("<n>");
    }

    /** The first frame; line numbers change with every version of a handler and are left out. */
    static @Nullable String topFrame(String stack) {
        int from = stack.indexOf("at ");
        if (from < 0) {
            return null;
        }
        int end = stack.indexOf('\n', from);
        String line = stack.substring(from + 3, end < 0 ? stack.length() : end).strip();
        String frame = LINE_NUMBER.matcher(line).replaceAll(")");
        return frame.length() <= MAX_FRAME ? frame : frame.substring(0, MAX_FRAME);
    }

    private static String id(String type, String message, @Nullable String frame) {
        byte[] text = (type + "\n" + message + "\n" + frame).getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(text);
        long spread = 1_125_899_906_842_597L;
        for (byte each : text) {
            spread = 31 * spread + each;
        }
        return "%08x%08x".formatted(crc.getValue(), (int) (spread ^ (spread >>> 32)));
    }
}
