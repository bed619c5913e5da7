package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream. Its bytes are made once, however many clients get it. For use by several
 * threads.
 */
public final class Frame {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final String id;
    private final @Nullable String name;
    private final String data;
    private byte @Nullable [] bytes;

    private Frame(String id, @Nullable String name, String data) {
        this.id = id;
        this.name = name;
        this.data = data;
    }

    /** An event of this name. */
    static Frame of(String id, String name, String data) {
        return new Frame(id, name, data);
    }

    /** Says that updates are missing, and why. */
    static Frame reset(String id, String reason) {
        JsonWriter json = new JsonWriter(128).beginObject().field("reason", reason).endObject();
        String data = RawJson.ofUtf8(json.toByteArray()).toString();
        return new Frame(id, EventStream.RESET, data);
    }

    /** Says no more than that the stream is alive. */
    static Frame heartbeat(String id) {
        return new Frame(id, null, "");
    }

    /** How far the stream has come: where a client resumes that has lost it. */
    public String id() {
        return id;
    }

    /** What kind of event it is, or null for a heartbeat. */
    public @Nullable String name() {
        return name;
    }

    /** Its JSON; empty for a heartbeat. */
    public String data() {
        return data;
    }

    /** The same with other data; a heartbeat as it is. */
    public Frame with(UnaryOperator<String> change) {
        return name == null ? this : new Frame(id, name, change.apply(data));
    }

    /** The bytes of a server-sent event. Not to be changed. */
    public synchronized byte[] serverSent() {
        byte[] made = bytes;
        if (made == null) {
            made = text().getBytes(StandardCharsets.UTF_8);
            bytes = made;
        }
        return made;
    }

    private String text() {
        if (name == null) {
            return ": heartbeat\nid: " + id + "\n\n";
        }
        boolean isOneLine = data.indexOf('\n') < 0 && data.indexOf('\r') < 0;
        String lines = isOneLine ? data : LINE_BREAK.matcher(data).replaceAll("\ndata: ");
        return "id: " + id + "\nevent: " + name + "\ndata: " + lines + "\n\n";
    }
}
