package dev.strand.status.live;

import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.live.Replay.Found;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Rows;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks what has changed since a position. */
record ReplayQuestion(Replay replay, PositionVector from) implements Question<Found> {
    static final String KIND = "replay";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean needsMemory() {
        return true;
    }

    @Override
    public Found answer(List<TableReader> tables) {
        Set<Integer> here = tables.stream().map(TableReader::partition).collect(Collectors.toSet());
        return replay.since(from.of(here));
    }

    @Override
    public Found merged(List<Found> answers) {
        List<FoundTask> all = new ArrayList<>();
        for (Found answer : answers) {
            switch (answer) {
                case Found.Missed missed -> all.addAll(missed.tasks());
                case Found.Gone gone -> {
                    return gone;
                }
            }
        }
        return new Found.Missed(all);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, from.toString());
    }

    static ReplayQuestion read(Replay replay, DataInputStream in) throws IOException {
        return new ReplayQuestion(replay, PositionVector.parse(Wire.readText(in)));
    }

    @Override
    public void writeAnswer(DataOutputStream out, Found answer) throws IOException {
        switch (answer) {
            case Found.Missed missed -> {
                Wire.writeText(out, null);
                Wire.writeList(out, missed.tasks(), Rows::writeTask);
            }
            case Found.Gone gone -> Wire.writeText(out, gone.reason());
        }
    }

    @Override
    public Found readAnswer(DataInputStream in) throws IOException {
        String reason = Wire.readOptionalText(in);
        return reason == null
                ? new Found.Missed(Wire.readList(in, Rows::readTask))
                : new Found.Gone(reason);
    }
}
