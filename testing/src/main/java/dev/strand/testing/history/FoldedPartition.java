package dev.strand.testing.history;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.Fold;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.Decoded;
import dev.strand.testing.fold.InMemoryFoldStore;
import dev.strand.testing.trace.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one reader concludes from the two logs of a partition. */
final class FoldedPartition {
    private final PartitionLogs logs;
    private final InMemoryFoldStore store = new InMemoryFoldStore();
    private final Fold fold = new Fold(store);
    private final List<AcceptedRun> runs = new ArrayList<>();
    private final List<AcceptedFact> facts = new ArrayList<>();
    private int duplicates;
    private int refused;
    private int malformed;

    private FoldedPartition(PartitionLogs logs) {
        this.logs = logs;
    }

    /** Reads all that was asked before anything that happened. */
    static FoldedPartition tasksFirst(PartitionLogs logs) {
        FoldedPartition folded = new FoldedPartition(logs);
        folded.foldTasks();
        folded.foldStatus();
        return folded;
    }

    /** Reads all that happened before anything that was asked. */
    static FoldedPartition statusFirst(PartitionLogs logs) {
        FoldedPartition folded = new FoldedPartition(logs);
        folded.foldStatus();
        folded.foldTasks();
        return folded;
    }

    List<AcceptedRun> runs() {
        return runs;
    }

    List<AcceptedFact> facts() {
        return facts;
    }

    int duplicates() {
        return duplicates;
    }

    int refused() {
        return refused;
    }

    int malformed() {
        return malformed;
    }

    /** The state of every run whose submission is known. */
    Map<RunKey, TaskStatus> states() {
        return store.entries().stream()
                .filter(entry -> !entry.isEarly())
                .collect(Collectors.toMap(e -> AcceptedRun.keyOf(e.id()), e -> e.state().status()));
    }

    /** Runs that facts speak of and nobody ever asked for. */
    List<Entry> orphans() {
        return store.entries().stream().filter(Entry::isEarly).toList();
    }

    private void foldTasks() {
        for (LoggedTask logged : logs.tasks()) {
            switch (logged.content()) {
                case Decoded.Ok<TaskRecord>(TaskRecord task) ->
                        take(fold.fold(logged.offset(), logged.at(), task), logged);
                case Decoded.Invalid<TaskRecord> invalid -> {
                    malformed++;
                    fold.skipTo(logged.offset() + 1);
                }
            }
        }
    }

    private void take(TaskVerdict verdict, LoggedTask logged) {
        switch (verdict) {
            case TaskVerdict.Added(Entry entry) -> addRun(entry, logged);
            case TaskVerdict.AlreadyEnded(Entry entry) -> addRun(entry, logged);
            case TaskVerdict.Duplicate duplicate -> duplicates++;
            case TaskVerdict.Pending pending -> {}
            case TaskVerdict.NothingToDo nothing -> {}
            case TaskVerdict.Repeated repeated ->
                    throw new IllegalStateException(
                            "offset " + logged.offset() + " was read twice");
        }
    }

    private void addRun(Entry entry, LoggedTask logged) {
        runs.add(new AcceptedRun(entry.id(), logs.partition(), logged.at()));
    }

    private void foldStatus() {
        for (LoggedStatus logged : logs.status()) {
            switch (logged.content()) {
                case Decoded.Ok<StatusRecord>(StatusRecord record) ->
                        take(fold.fold(record), logged);
                case Decoded.Invalid<StatusRecord> invalid -> malformed++;
            }
        }
    }

    private void take(StatusVerdict verdict, LoggedStatus logged) {
        if (verdict instanceof StatusVerdict.Accepted accepted) {
            facts.add(
                    new AcceptedFact(
                            accepted.fact(), logs.partition(), logged.offset(), logged.at()));
        } else if (verdict instanceof StatusVerdict.GroupChanged changed
                && changed.made() != null) {
            runs.add(new AcceptedRun(changed.made().id(), logs.partition(), logged.at()));
        } else if (verdict instanceof StatusVerdict.Refused) {
            refused++;
        }
    }
}
