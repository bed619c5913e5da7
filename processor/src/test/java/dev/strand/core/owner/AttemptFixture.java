package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;

/** Makes attempts without an owner that decides on them. */
public final class AttemptFixture {
    private AttemptFixture() {}

    /** The first attempt at a task, at offset 7, in epoch 3. */
    public static Attempt of(Task task) {
        return of(task, 1);
    }

    /** An attempt of this number at it. */
    public static Attempt of(Task task, int number) {
        return new Attempt(
                RunId.at(task.groupId(), task.taskId(), 1, 7),
                task,
                new OwnerKey(3, "nonce"),
                number,
                number);
    }
}
