package dev.strand.status.fleet;

import dev.strand.status.fleet.Envelope.Answered;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks everyone who has a part of the tables: the instance that keeps a partition, and where that
 * does not answer, one that has a copy. For use by several threads.
 */
@Singleton
public class Fleet {
    /** Stands for no lag: the partition was answered by who keeps it. */
    static final long ACTIVE = Long.MIN_VALUE;

    /** Where questions are answered. */
    public static final String PATH = "/internal/ask";

    private final LocalTables tables;
    private final Members members;
    private final InstanceCalls calls;
    private final Questions questions;

    Fleet(LocalTables tables, Members members, InstanceCalls calls, Questions questions) {
        this.tables = tables;
        this.members = members;
        this.calls = calls;
        this.questions = questions;
    }

    /** Partitions of the logs; 0 before they are known. */
    public int partitions() {
        return tables.partitions();
    }

    /**
     * The answer of all instances that can have a part of it. Blocks until they have answered or
     * their time is over: at most some seconds.
     *
     * @throws ProblemException 503 where nobody could answer for anything
     */
    public <T> Answer<T> ask(Question<T> question) {
        int only = question.onlyPartition(partitions());
        return only < 0 ? askAll(question) : ask(question, new TreeSet<>(List.of(only)));
    }

    /** The same, whatever partition the answer belongs to. */
    public <T> Answer<T> askAll(Question<T> question) {
        SortedSet<Integer> all = new TreeSet<>();
        for (int partition = 0; partition < partitions(); partition++) {
            all.add(partition);
        }
        return ask(question, all);
    }

    private <T> Answer<T> ask(Question<T> question, SortedSet<Integer> wanted) {
        Round<T> round = new Round<>(question, wanted, tables, calls);
        List<Member> all = members.all();
        round.ask(all, false);
        if (round.isMissingSome() && !question.needsMemory()) {
            round.ask(members.all(), true);
        }
        if (round.isEmpty()) {
            throw tables.notReady();
        }
        return round.answer();
    }

    /** Addresses of the other instances that keep a partition which the answer may be in. */
    public List<String> others(Question<?> question) {
        int only = question.onlyPartition(partitions());
        List<String> others = new ArrayList<>();
        for (Member member : members.all()) {
            boolean isMeant =
                    only < 0 ? !member.active().isEmpty() : member.active().contains(only);
            if (isMeant && !member.isSelf()) {
                others.add(member.address());
            }
        }
        return others;
    }

    /** The partitions that this instance keeps now, in order. */
    public List<Integer> here() {
        return tables.kept();
    }

    /** Addresses of the other instances that keep partitions. */
    public List<String> others() {
        return members.all().stream()
                .filter(member -> !member.isSelf() && !member.active().isEmpty())
                .map(Member::address)
                .toList();
    }

    /** The lines that another instance sends for as long as it likes. */
    public interface Lines extends AutoCloseable {
        /** The next line; null at the end. Blocks until there is one. */
        @Nullable String next() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Follows another instance.
     *
     * @throws IOException if it cannot be reached
     */
    public Lines follow(String address, String path) throws IOException, InterruptedException {
        return calls.follow(address, path);
    }

    /** The address of the other instance that keeps a partition, or null where none does. */
    public @Nullable String otherWith(int partition) {
        for (Member member : members.all()) {
            if (!member.isSelf() && member.active().contains(partition)) {
                return tables.isOpen(partition) ? null : member.address();
            }
        }
        return null;
    }

    /**
     * Calls another instance.
     *
     * @return the body of its answer; fails where there is none
     */
    public CompletableFuture<byte[]> call(
            String address, String path, byte[] body, Duration timeout) {
        return calls.post(address, path, body, timeout);
    }

    /**
     * Answers a question of another instance from the tables of this one.
     *
     * @param body as another instance wrote it
     * @throws ProblemException 400 for what no instance writes
     */
    public byte[] answer(byte[] body) {
        try {
            Envelope.Asked asked = Envelope.read(body, questions);
            return answer(asked.question(), asked.partitions());
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.malformed(
                            List.of(
                                    new Problem.InputError(
                                            "",
                                            "must be a question of an instance of the same"
                                                    + " version: "
                                                    + e.getMessage(),
                                            null))));
        }
    }

    private <T> byte[] answer(Question<T> question, List<Integer> partitions) {
        Answered<T> answer = Round.local(tables, question, partitions);
        if (answer == null) {
            throw tables.notReady();
        }
        return Envelope.writeAnswer(question, answer);
    }
}
