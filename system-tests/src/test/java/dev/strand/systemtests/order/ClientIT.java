package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.client.Accepted;
import dev.strand.client.BatchAnswer;
import dev.strand.client.Controls.Command;
import dev.strand.client.Controls.Remark;
import dev.strand.client.EventFilter;
import dev.strand.client.EventStream;
import dev.strand.client.GroupState;
import dev.strand.client.StrandClient;
import dev.strand.client.StrandException;
import dev.strand.client.Submission;
import dev.strand.client.Task;
import dev.strand.client.TaskQuery;
import dev.strand.client.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Java client against all of Strand. */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class ClientIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Remark REMARK = new Remark("a test", "ada");

    private static Submission demo(String group, String taskId) {
        return Submission.of("demo", group, Map.of("sleepMs", 1)).withTaskId(taskId);
    }

    @Test
    void shouldSubmitAndFollowTasks(StrandProcess process) {
        try (StrandClient strand = process.client()) {
            Accepted accepted =
                    strand.submit(
                            demo("java-1", "java-1-a").withPriority(7).withLabel("tenant", "ada"));
            Task ended = strand.await(accepted, LIMIT);

            assertThat(ended.status()).isEqualTo(TaskState.COMPLETED);
            assertThat(ended.sequence()).isEqualTo(accepted.sequence());
            assertThat(ended.priority()).isEqualTo(7);
            assertThat(ended.labels()).containsEntry("tenant", "ada");
            assertThat(ended.attempts()).hasSize(1);
            assertThat(ended.finishedAt()).isAfterOrEqualTo(ended.startedAt());
            assertThat(Objects.requireNonNull(ended.payload()).get("sleepMs").asInt()).isEqualTo(1);
            assertThat(strand.get("java-1-a", "java-1")).contains(ended);
            assertThat(strand.get("java-1-none")).isEmpty();
            assertThat(strand.await("java-1-a", LIMIT)).isEqualTo(ended);
            assertThat(strand.group("java-1")).get().extracting("depth").isEqualTo(0L);
            assertThat(strand.why("java-1-a").reasons()).extracting("code").contains("ENDED");
        }
    }

    @Test
    void shouldAnswerEveryTaskOfABatchAndListThemPageByPage(StrandProcess process) {
        try (StrandClient strand = process.client()) {
            List<Submission> batch = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                batch.add(demo("java-2-" + i, "java-2-t" + i).withLabel("batch", "java-2"));
            }
            batch.add(Submission.of("no type", "java-2", Map.of()));

            List<BatchAnswer> answers = strand.submitAll(batch);

            assertThat(answers).hasSize(8);
            assertThat(Objects.requireNonNull(answers.getLast().problem()).status()).isEqualTo(422);
            for (BatchAnswer answer : answers.subList(0, 7)) {
                Task task = strand.await(Objects.requireNonNull(answer.accepted()), LIMIT);
                assertThat(task.status()).isEqualTo(TaskState.COMPLETED);
            }
            TaskQuery query = TaskQuery.all().withLabel("batch", "java-2").oldestFirst().pagesOf(2);
            assertThat(strand.tasks(query).map(Task::taskId))
                    .containsExactlyInAnyOrder(
                            "java-2-t0",
                            "java-2-t1",
                            "java-2-t2",
                            "java-2-t3",
                            "java-2-t4",
                            "java-2-t5",
                            "java-2-t6");
            assertThat(strand.page(query, null).items()).hasSize(2);
            assertThat(strand.tasks(query.in(TaskState.FAILED))).isEmpty();
        }
    }

    @Test
    void shouldControlGroupsAndTasks(StrandProcess process) {
        try (StrandClient strand = process.client()) {
            Submission later =
                    demo("java-3", "java-3-a").between(Instant.now().plusSeconds(3600), null);
            Accepted accepted = strand.submit(later);
            Command pause = strand.controls().pause("java-3", REMARK);
            awaitState(strand, "java-3", GroupState.PAUSED);
            assertThat(pause.command()).isEqualTo("pause");
            assertThat(strand.groups(GroupState.PAUSED)).extracting("groupId").contains("java-3");
            assertThat(strand.queue("java-3")).extracting("taskId").containsExactly("java-3-a");
            assertThat(strand.whyGroup("java-3").reasons()).isNotEmpty();

            strand.controls().resume("java-3", REMARK);
            Command cancel = strand.controls().cancel("java-3-a", REMARK);

            assertThat(cancel.taskId()).isEqualTo("java-3-a");
            assertThat(strand.await(accepted, LIMIT).status()).isEqualTo(TaskState.CANCELLED);
            assertThatThrownBy(() -> strand.controls().cancel("java-3-a", REMARK))
                    .isInstanceOfSatisfying(
                            StrandException.class,
                            refused -> {
                                assertThat(refused.problem().status()).isEqualTo(409);
                                assertThat(refused.problem().state()).isEqualTo("CANCELLED");
                                assertThat(refused.problem().allowed()).contains("retry");
                            });
        }
    }

    private static void awaitState(StrandClient strand, String groupId, GroupState state) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> strand.group(groupId).stream().anyMatch(g -> g.state() == state));
    }

    @Test
    void shouldFollowChangesAsTheyCome(StrandProcess process) {
        List<Task> seen = new CopyOnWriteArrayList<>();
        try (StrandClient strand = process.client();
                EventStream _ =
                        strand.events(
                                new EventFilter("java-4", null, null),
                                tasks -> seen.addAll(tasks))) {
            strand.submit(demo("java-4", "java-4-a"));

            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() ->
                            seen.stream().anyMatch(task -> task.status() == TaskState.COMPLETED));
            assertThat(seen).extracting(Task::groupId).containsOnly("java-4");
        }
    }
}
