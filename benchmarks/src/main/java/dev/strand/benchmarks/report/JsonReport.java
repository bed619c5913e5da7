package dev.strand.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Comparisons for programs. */
public final class JsonReport {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new Jdk8Module())
                    .enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** Writes them to a file, over what it had. */
    public static void write(Path file, List<Comparison> comparisons) throws IOException {
        JSON.writeValue(file.toFile(), comparisons);
    }
}
