package dev.strand.status.error;

import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for the kinds of errors; those seen last come first. */
record ErrorsQuestion(Errors errors) implements Question<List<ErrorLine>> {
    static final String KIND = "errors";

    static List<ErrorLine> summed(Collection<ErrorLine> lines) {
        Map<String, ErrorLine> byKind = new TreeMap<>();
        lines.forEach(line -> byKind.merge(line.fingerprint().id(), line, ErrorLine::plus));
        return byKind.values().stream()
                .sorted(Comparator.comparingLong(ErrorLine::lastMillis).reversed())
                .limit(Errors.MAX_KINDS)
                .toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean needsMemory() {
        return true;
    }

    @Override
    public void write(DataOutputStream out) {
        // There is nothing to say.
    }

    @Override
    public List<ErrorLine> answer(List<TableReader> tables) {
        return errors.of(tables);
    }

    @Override
    public List<ErrorLine> merged(List<List<ErrorLine>> answers) {
        return summed(answers.stream().flatMap(List::stream).toList());
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<ErrorLine> answer) throws IOException {
        Wire.writeList(out, answer, (to, line) -> line.write(to));
    }

    @Override
    public List<ErrorLine> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(in, ErrorLine::read);
    }
}
