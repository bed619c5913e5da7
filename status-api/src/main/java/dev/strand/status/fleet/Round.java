package dev.strand.status.fleet;

import dev.strand.status.fleet.Envelope.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** One question on its way round the instances. Not for use by several threads. */
final class Round<T> {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Question<T> question;
    private final LocalTables tables;
    private final InstanceCalls calls;
    private final SortedSet<Integer> missing;
    private final SortedMap<Integer, Long> lags = new TreeMap<>();
    private final List<T> answers = new ArrayList<>();

    Round(
            Question<T> question,
            SortedSet<Integer> wanted,
            LocalTables tables,
            InstanceCalls calls) {
        this.question = question;
        this.missing = new TreeSet<>(wanted);
        this.tables = tables;
        this.calls = calls;
    }

    boolean isMissingSome() {
        return !missing.isEmpty();
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    Answer<T> answer() {
        T merged = answers.size() == 1 ? answers.getFirst() : question.merged(answers);
        return new Answer<>(merged, new Coverage(missing, lags));
    }

    /** Asks for what is missing those who keep it, or those who have a copy. */
    void ask(List<Member> all, boolean copies) {
        List<Integer> here = new ArrayList<>();
        Map<String, List<Integer>> elsewhere = new HashMap<>();
        for (int partition : missing) {
            Member member = who(all, partition, copies);
            if (tables.isOpen(partition) || (copies && member != null && member.isSelf())) {
                here.add(partition);
            } else if (member != null && !member.isSelf()) {
                elsewhere.computeIfAbsent(member.address(), o -> new ArrayList<>()).add(partition);
            }
        }
        List<CompletableFuture<@Nullable Answered<T>>> asked = new ArrayList<>();
        elsewhere.forEach((address, partitions) -> asked.add(remote(address, partitions)));
        if (!here.isEmpty()) {
            add(local(tables, question, here));
        }
        asked.forEach(answer -> add(answer.join()));
    }

    /** Who keeps a partition, or has a copy of it: this instance rather than another. */
    private static @Nullable Member who(List<Member> all, int partition, boolean copies) {
        Member found = null;
        for (Member member : all) {
            Set<Integer> has = copies ? member.standby() : member.active();
            if (has.contains(partition) && (found == null || member.isSelf())) {
                found = member;
            }
        }
        return found;
    }

    private CompletableFuture<@Nullable Answered<T>> remote(
            String address, List<Integer> partitions) {
        byte[] body = Envelope.write(question, partitions);
        return calls.post(address, Fleet.PATH, body, TIMEOUT)
                .thenApply(bytes -> Envelope.readAnswer(question, bytes))
                .<@Nullable Answered<T>>thenApply(answer -> answer)
                .exceptionally(failure -> null);
    }

    /** The answer from the tables of this instance, or null where it has none of them. */
    static <T> @Nullable Answered<T> local(
            LocalTables tables, Question<T> question, List<Integer> partitions) {
        try {
            LocalPart part = tables.of(partitions, !question.needsMemory());
            if (part.tables().isEmpty()) {
                return null;
            }
            SortedMap<Integer, Long> lags = new TreeMap<>(part.lags());
            part.tables().forEach(table -> lags.putIfAbsent(table.partition(), Fleet.ACTIVE));
            return new Answered<>(question.answer(part.tables()), lags);
        } catch (InvalidStateStoreException e) {
            return null;
        }
    }

    private void add(@Nullable Answered<T> answer) {
        boolean isUsable =
                answer != null
                        && !answer.lags().isEmpty()
                        && missing.containsAll(answer.lags().keySet());
        if (answer == null || !isUsable) {
            return;
        }
        answers.add(answer.value());
        missing.removeAll(answer.lags().keySet());
        answer.lags()
                .forEach((partition, lag) -> {
                    if (lag != Fleet.ACTIVE) {
                        lags.put(partition, lag);
                    }
                });
    }
}
