package dev.strand.status.error;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Coverage;
import dev.strand.status.fleet.Fleet;
import jakarta.inject.Singleton;
import java.util.List;

/** The kinds of errors of all instances, as clients see them. For use by several threads. */
@Singleton
public class ErrorKinds {
    private final Fleet fleet;
    private final Errors errors;

    ErrorKinds(Fleet fleet, Errors errors) {
        this.fleet = fleet;
        this.errors = errors;
    }

    /**
     * The kinds of errors.
     *
     * @param json an array, those seen last first
     * @param coverage what it covers
     */
    public record Told(RawJson json, Coverage coverage) {}

    /** The kinds of errors. */
    public Told read() {
        Answer<List<ErrorLine>> answer = fleet.ask(new ErrorsQuestion(errors));
        JsonWriter json = new JsonWriter(4_096).beginArray();
        answer.value().forEach(line -> line.write(json));
        return new Told(RawJson.ofUtf8(json.endArray().toByteArray()), answer.coverage());
    }
}
