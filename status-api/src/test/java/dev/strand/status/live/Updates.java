package dev.strand.status.live;

import dev.strand.core.fold.RunState;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.status.table.Asked;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Told;
import java.util.List;
import java.util.Map;

/** Rows of tasks and updates of them, for tests. */
final class Updates {
    private Updates() {}

    /** The task at a sequence of partition 0 is now in this state. */
    static Update of(long sequence, TaskStatus status) {
        return new Update(0, row(sequence, status));
    }

    static TaskRow row(long sequence, TaskStatus status) {
        RunState state = new RunState(status, new Token(1, 1), 1, null, Map.of());
        Asked asked =
                new Asked("email", 0, Told.NEVER, 5, RawJson.of("{\"priority\":5}"), RawJson.NULL);
        Told told = new Told(0, Told.NEVER, Told.NEVER, null, List.of(), null, null, null);
        RunId id = RunId.at("g", "t" + sequence, 1, sequence);
        return new TaskRow(id, state, true, asked, told, TaskRow.NOT_YET);
    }
}
