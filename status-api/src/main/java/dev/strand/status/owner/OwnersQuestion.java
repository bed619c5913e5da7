package dev.strand.status.owner;

import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Asks who owns which partition. */
public record OwnersQuestion(Owners owners) implements Question<List<OwnerLine>> {
    /** Its kind. */
    public static final String KIND = "owners";

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
    public List<OwnerLine> answer(List<TableReader> tables) {
        return tables.stream().map(owners::of).toList();
    }

    @Override
    public List<OwnerLine> merged(List<List<OwnerLine>> answers) {
        return answers.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(OwnerLine::partition))
                .toList();
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<OwnerLine> answer) throws IOException {
        Wire.writeList(out, answer, (to, line) -> line.write(to));
    }

    @Override
    public List<OwnerLine> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(in, OwnerLine::read);
    }
}
