package dev.strand.core.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
    private static final long SEED = 20261126;

    private final Random random = new Random(SEED);
    private final PendingCommands commands = new PendingCommands();
    private final TreeMap<Long, PendingCommand> expected = new TreeMap<>();

    @Test
    void shouldFindThoseOfAGroupAmongAll() {
        for (int i = 0; i < 2_000; i++) {
            long offset = random.nextInt(60);
            if (random.nextInt(3) > 0) {
                // What is known under an offset changes, and never what it is about.
                PendingCommand known = expected.get(offset);
                Command command = known == null ? command() : known.command();
                PendingCommand next = new PendingCommand(offset, command, null);
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
        }
        expected.forEach((offset, each) -> assertThat(commands.at(offset)).isEqualTo(each));
    }

    private Command command() {
        String group = "g" + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> new Pause(group, null, null);
            case 1 -> new Purge(group, null, null);
            default -> new Clear(Set.of(), Instant.EPOCH, null);
        };
    }
}
