package dev.strand.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.RandomRecords;
import dev.strand.schemas.task.TaskRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void shouldBeTheTopicsOfTheContract() {
        Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);

        assertThat(topics.all())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "strand.tasks",
                        "strand.status",
                        "strand.dead-letters",
                        "strand.rejected",
                        "strand.audit");
        assertThat(topics.all())
                .extracting(topic -> topic.cleanup().policy())
                .containsOnly("delete");
        assertThat(List.of(topics.tasks(), topics.status()))
                .extracting(TopicSpec::retention)
                .containsOnly(Duration.ofDays(7));
        assertThat(List.of(topics.deadLetters(), topics.rejected()))
                .extracting(TopicSpec::retention)
                .containsOnly(Duration.ofDays(30));
        assertThat(topics.audit().retention()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void shouldRefuseAPrefixThatKafkaOrATaskIdCannotHold() {
        for (String prefix : List.of("a b", "\u00e9.", "a/", "x".repeat(65))) {
            assertThatThrownBy(() -> Topics.withPrefix(prefix))
                    .hasMessageContaining("strand.topic-prefix must be");
        }
        String longest = Topics.withPrefix("x".repeat(64)).tasks().name();
        assertThat(
                        TaskRules.TASK_ID.accepts(
                                longest + "-" + Integer.MAX_VALUE + "-" + Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void shouldKeyStatusRecordsByTaskOrReservedName() {
        StatusRecord.Fact fact = new RandomRecords(1).fact();
        OwnerKey owner = new OwnerKey(1, "n");

        assertThat(StatusKeys.of(fact)).isEqualTo(fact.run().taskId());
        assertThat(StatusKeys.of(new StatusRecord.CancelRequest(RunId.at("g", "t1", 1, 2), 3)))
                .isEqualTo("t1");
        assertThat(StatusKeys.of(new StatusRecord.Fence(owner))).isEqualTo("~owner");
        assertThat(StatusKeys.of(new StatusRecord.GroupChange("g", true, 1, owner, null, null)))
                .isEqualTo("~group:g");
        assertThat(StatusKeys.of(new StatusRecord.Purged("g", 1, owner))).isEqualTo("~group:g");
        assertThat(TaskRules.TASK_ID.accepts(StatusKeys.OWNER)).isFalse();
        assertThat(TaskRules.GROUP_ID.accepts(StatusKeys.ofGroup("g"))).isFalse();
        assertThatThrownBy(() -> StatusKeys.of(new StatusRecord.Unknown("AUDIT")))
                .hasMessageContaining("AUDIT");
    }
}
