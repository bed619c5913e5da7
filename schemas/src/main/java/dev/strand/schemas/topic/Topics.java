package dev.strand.schemas.topic;

import dev.strand.schemas.topic.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The topics of one Strand installation.
 *
 * <p>A group lives in one partition number of every topic that is partitioned like {@code tasks}:
 * the one that Kafka's default partitioner gives its id, {@code toPositive(murmur2(UTF-8 bytes of
 * the group id)) % partitions}. Writers of {@code tasks} get it by using the group id as record
 * key; writers of {@code status}, whose keys differ, set the partition themselves. This module
 * knows no Kafka, so it names the rule and leaves the hash to Kafka's own {@code Utils.murmur2}.
 *
 * @param tasks what was asked
 * @param status what happened; must have as many partitions as {@code tasks}
 * @param deadLetters tasks that failed for good
 * @param rejected records of {@code tasks} that break the contract
 * @param audit who asked for which control action
 */
public record Topics(
        TopicSpec tasks,
        TopicSpec status,
        TopicSpec deadLetters,
        TopicSpec rejected,
        TopicSpec audit) {
    /** Prefix of the topic names where none is configured. */
    public static final String DEFAULT_PREFIX = "strand.";

    /**
     * Longest prefix, in characters: a task id made from topic, partition and offset must not
     * outgrow its limit.
     */
    public static final int MAX_PREFIX_CHARS = 64;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]*");

    /**
     * The topics whose names start with {@code prefix}.
     *
     * @throws IllegalArgumentException for a prefix that Kafka would refuse or that is too long
     */
    public static Topics withPrefix(String prefix) {
        if (prefix.length() > MAX_PREFIX_CHARS || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "strand.topic-prefix must be at most "
                            + MAX_PREFIX_CHARS
                            + " characters of [A-Za-z0-9._-], got: "
                            + prefix
                            + "; choose one like "
                            + DEFAULT_PREFIX);
        }
        String group = "group id, UTF-8";
        return new Topics(
                spec(prefix + "tasks", group, "task submission or command", Duration.ofDays(7)),
                spec(
                        prefix + "status",
                        "task id, or "
                                + StatusKeys.OWNER
                                + ", or "
                                + StatusKeys.GROUP_PREFIX
                                + "<group id>",
                        "status record",
                        Duration.ofDays(7)),
                spec(prefix + "dead-letters", group, "dead letter", Duration.ofDays(30)),
                spec(
                        prefix + "rejected",
                        "key of the refused record",
                        "value of the refused record",
                        Duration.ofDays(30)),
                spec(
                        prefix + "audit",
                        "id of the control action",
                        "audit entry",
                        Duration.ofDays(90)));
    }

    /** All topics, those that are read first first. */
    public List<TopicSpec> all() {
        return List.of(tasks, status, deadLetters, rejected, audit);
    }

    private static TopicSpec spec(String name, String key, String value, Duration retention) {
        return new TopicSpec(name, key, value, Cleanup.DELETE, retention);
    }
}
