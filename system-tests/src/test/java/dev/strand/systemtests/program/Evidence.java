package dev.strand.systemtests.program;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.schemas.Decoded;
import dev.strand.testing.history.LoggedStatus;
import dev.strand.testing.history.PartitionLogs;
import dev.strand.testing.model.GroupStory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that was asked of a group and all that happened to it, in the order of the clock. */
final class Evidence {
    private record Line(Instant at, String text) {}

    private final GroupStory story;
    private final List<Line> lines = new ArrayList<>();

    private Evidence(GroupStory story) {
        this.story = story;
    }

    /** Writes it to a file of this directory that is named like the group. */
    static Path write(Path directory, GroupStory story, List<PartitionLogs> logs) {
        Evidence evidence = new Evidence(story);
        evidence.collect(logs);
        Path file = directory.resolve(story.groupId() + ".txt");
        try {
            Files.createDirectories(directory);
            Files.write(
                    file,
                    evidence.lines.stream()
                            .sorted((a, b) -> a.at().compareTo(b.at()))
                            .map(line -> line.at() + " " + line.text())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private void collect(List<PartitionLogs> logs) {
        story.asked().forEach(a -> add(a.at(), "asked " + a.offset() + " " + a.record()));
        story.events().forEach(e -> add(e.at(), "trace " + e));
        story.ends().forEach((run, end) -> add(end.seenAt(), "seen  " + run + " " + end));
        story.effects()
                .forEach((command, effect) ->
                        add(effect.seenAt(), "seen  effect of " + command + " " + effect));
        for (PartitionLogs partition : logs) {
            boolean isHere =
                    partition.tasks().stream().anyMatch(task -> isOfGroup(task.toString()));
            if (isHere) {
                partition.status().forEach(this::status);
            }
        }
    }

    private void status(LoggedStatus logged) {
        if (logged.content() instanceof Decoded.Ok<StatusRecord>(StatusRecord record)) {
            boolean isOfGroup =
                    switch (record) {
                        case Owner _, Fence _ -> true;
                        case Fact fact -> fact.run().groupId().equals(story.groupId());
                        case GroupChange change -> change.groupId().equals(story.groupId());
                        case Purged purged -> purged.groupId().equals(story.groupId());
                        case CancelRequest request ->
                                request.run().groupId().equals(story.groupId());
                        case Cleared _, Unknown _ -> false;
                    };
            if (isOfGroup) {
                add(logged.at(), "log   " + logged.offset() + " " + record);
            }
        }
    }

    private boolean isOfGroup(String text) {
        return text.contains("groupId=" + story.groupId() + ",");
    }

    private void add(Instant at, String text) {
        lines.add(new Line(at, text));
    }
}
