package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.log.RunId;
import dev.strand.testing.fold.InMemoryFoldStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a store against one that keeps everything in memory: what is live must be the same. */
final class StoreComparison {
    private StoreComparison() {}

    static void same(
            String where, KafkaFoldStore store, InMemoryFoldStore reference, RandomWalk walk) {
        String group = walk.group();
        long from = walk.sequence();
        int max = walk.oneUpTo(6);
        assertThat(store.read(group, from, max))
                .as("%s: read(%s, %d, %d)", where, group, from, max)
                .isEqualTo(live(reference, group, from, max));
        Entry one = reference.entry(group, from);
        assertThat(store.entry(group, from))
                .as("%s: entry(%s, %d)", where, group, from)
                .isEqualTo(one == null || isOver(one) ? null : one);
        String task = walk.task();
        assertThat(store.seen(group, task, walk.now()))
                .as("%s: seen(%s, %s)", where, group, task)
                .isEqualTo(reference.seen(group, task, walk.now()));
        assertThat(store.group(group)).as(where).isEqualTo(reference.group(group));
        assertThat(store.pendingToGroup(group))
                .as(where)
                .isEqualTo(reference.pendingToGroup(group));
        for (PendingCommand each : reference.pending()) {
            RunId meant = each.target();
            if (meant != null) {
                assertThat(store.pendingToRun(meant.groupId(), meant.sequence()))
                        .as(where)
                        .contains(each)
                        .isEqualTo(reference.pendingToRun(meant.groupId(), meant.sequence()));
            }
        }
        assertThat(store.pending()).as(where).isEqualTo(reference.pending());
        assertThat(store.ownership()).as(where).isEqualTo(reference.ownership());
        assertThat(store.tasksPosition()).as(where).isEqualTo(reference.tasksPosition());
    }

    static void sameGroups(
            String where, KafkaFoldStore store, InMemoryFoldStore reference, int max) {
        Map<String, List<Entry>> found = new HashMap<>();
        store.forEachGroup(
                max, runs -> found.put(runs.getFirst().id().groupId(), new ArrayList<>(runs)));
        Map<String, List<Entry>> expected = new HashMap<>();
        for (Entry entry : reference.entries()) {
            String group = entry.id().groupId();
            List<Entry> live = live(reference, group, 0, max);
            if (!live.isEmpty()) {
                expected.put(group, live);
            }
        }
        assertThat(found).as("%s: forEachGroup(%d)", where, max).isEqualTo(expected);
    }

    /** All but the runs, whole. */
    static void sameOtherwise(
            String where, KafkaFoldStore store, InMemoryFoldStore reference, Instant now) {
        for (String group : RandomWalk.groups()) {
            assertThat(store.group(group)).as(where).isEqualTo(reference.group(group));
            for (String task : RandomWalk.tasks()) {
                assertThat(store.seen(group, task, now))
                        .as("%s: seen(%s, %s)", where, group, task)
                        .isEqualTo(reference.seen(group, task, now));
            }
        }
        assertThat(store.pending()).as(where).isEqualTo(reference.pending());
        assertThat(store.ownership()).as(where).isEqualTo(reference.ownership());
        assertThat(store.tasksPosition()).as(where).isEqualTo(reference.tasksPosition());
    }

    private static boolean isOver(Entry entry) {
        return entry.state().status().isTerminal() && !entry.isEarly();
    }

    private static List<Entry> live(InMemoryFoldStore reference, String group, long from, int max) {
        return reference.entries().stream()
                .filter(e -> e.id().groupId().equals(group) && e.id().sequence() >= from)
                .filter(e -> !e.isEarly() && !isOver(e))
                .sorted((a, b) -> Long.compare(a.id().sequence(), b.id().sequence()))
                .limit(max)
                .toList();
    }
}
