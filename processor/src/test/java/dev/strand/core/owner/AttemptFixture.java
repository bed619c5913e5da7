package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;

/** Makes attempts without an owner that decides on them. */
public final class AttemptFixture {
    private AttemptFixture() {}

    /** The first attempt at a task, at offset 7, in epoch 3. */
    public static Attempt of(Task task) {
        return new Attempt(
                RunId.at(task.groupId(), task.taskId(), 1, 7),
                task,
                new OwnerKey(3, "nonce"),
                1,
                1);
    }
}
