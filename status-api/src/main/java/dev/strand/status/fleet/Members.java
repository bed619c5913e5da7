package dev.strand.status.fleet;

import dev.strand.status.config.KafkaConfig;
import dev.strand.status.stream.StreamsLife;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The instances that share the partitions, as Kafka Streams tells each of them. */
@Singleton
class Members {
    private final StreamsLife life;
    private final String tasksTopic;

    Members(StreamsLife life, KafkaConfig kafka) {
        this.life = life;
        this.tasksTopic = kafka.topics().tasks().name();
    }

    /** All instances of the last assignment; empty before the first. */
    List<Member> all() {
        KafkaStreams streams = life.streams();
        if (streams == null) {
            return List.of();
        }
        List<Member> members = new ArrayList<>();
        for (StreamsMetadata each : streams.metadataForAllStreamsClients()) {
            String address = address(each.hostInfo());
            members.add(
                    new Member(
                            address,
                            address.equals(life.address()),
                            partitions(each.topicPartitions()),
                            partitions(each.standbyTopicPartitions())));
        }
        return members;
    }

    /** As it was advertised: Kafka Streams takes the brackets off an IPv6 address. */
    private static String address(HostInfo info) {
        String host = info.host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + info.port();
    }

    private Set<Integer> partitions(Set<TopicPartition> assigned) {
        return assigned.stream()
                .filter(each -> each.topic().equals(tasksTopic))
                .map(TopicPartition::partition)
                .collect(Collectors.toUnmodifiableSet());
    }
}
