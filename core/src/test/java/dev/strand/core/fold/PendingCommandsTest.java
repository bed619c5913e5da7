package dev.strand.core.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
    private static final long SEED = 20261126;
    private static final int PLACES = 4;

    private final Random random = new Random(SEED);
    private final PendingCommands commands = new PendingCommands();
    private final TreeMap<Long, PendingCommand> expected = new TreeMap<>();

    /** A store that goes through all of them. */
    private final FoldStore scanned =
            (FoldStore)
                    Proxy.newProxyInstance(
                            FoldStore.class.getClassLoader(),
                            new Class<?>[] {FoldStore.class},
                            (proxy, method, args) ->
                                    method.isDefault()
                                            ? InvocationHandler.invokeDefault(proxy, method, args)
                                            : List.copyOf(expected.values()));

    @Test
    void shouldFindThoseOfAGroupAmongAll() {
        for (int i = 0; i < 2_000; i++) {
            long offset = random.nextInt(60);
            if (random.nextInt(3) > 0) {
                // What is known under an offset changes: a cancel comes to mean another run.
                PendingCommand known = expected.get(offset);
                Command command = known == null ? command() : known.command();
                PendingCommand next = new PendingCommand(offset, command, target(command));
                commands.put(next);
                expected.put(offset, next);
            } else {
                commands.remove(offset);
                expected.remove(offset);
            }
            check();
        }
        commands.clear();
        expected.clear();
        check();
    }

    private void check() {
        assertThat(commands.all()).containsExactlyElementsOf(expected.values());
        assertThat(commands.isEmpty()).isEqualTo(expected.isEmpty());
        for (String stateId : List.of("g0", "g1", "g2", Reserved.HISTORY)) {
            assertThat(commands.of(stateId))
                    .as("of %s, seed %d", stateId, SEED)
                    .containsExactlyElementsOf(
                            expected.values().stream()
                                    .filter(each ->
                                            PendingCommands.stateOf(each.command()).equals(stateId))
                                    .toList());
            checkSubjects(stateId);
        }
        expected.forEach((offset, each) -> assertThat(commands.at(offset)).isEqualTo(each));
    }

    private void checkSubjects(String stateId) {
        assertThat(commands.toGroup(stateId))
                .as("to %s, seed %d", stateId, SEED)
                .isEqualTo(scanned.pendingToGroup(stateId));
        for (long place = 0; place < PLACES; place++) {
            assertThat(commands.toRun(stateId, place))
                    .as("to place %d of %s, seed %d", place, stateId, SEED)
                    .isEqualTo(scanned.pendingToRun(stateId, place));
        }
    }

    private @Nullable RunId target(Command command) {
        return command instanceof Cancel c
                ? RunId.at(c.groupId(), c.taskId(), 1, random.nextInt(PLACES))
                : null;
    }

    private Command command() {
        String group = "g" + random.nextInt(3);
        return switch (random.nextInt(5)) {
            case 0 -> new Pause(group, null, null);
            case 1 -> new Purge(group, null, null);
            case 2 -> new Cancel(group, "t", null);
            case 3 -> new Hasten(group, "t", random.nextInt(PLACES), 1, 1, null);
            default -> new Clear(Set.of(), Instant.EPOCH, null);
        };
    }
}
