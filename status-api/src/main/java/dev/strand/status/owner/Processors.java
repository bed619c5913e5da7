package dev.strand.status.owner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Coverage;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.owner.ProcessorCalls.Told;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The processors that own partitions: the logs say which there are, they themselves say the rest.
 * For use by several threads.
 */
@Singleton
public class Processors {
    private final Fleet fleet;
    private final Owners owners;
    private final ProcessorCalls calls;

    Processors(Fleet fleet, Owners owners, ProcessorCalls calls) {
        this.fleet = fleet;
        this.owners = owners;
        this.calls = calls;
    }

    /**
     * A processor.
     *
     * @param instance its name
     * @param address where it can be asked, or null where it does not say
     * @param state what it says of itself, or null where it does not answer
     * @param problem why not, for people, or null
     * @param owned the partitions that it owns by the logs
     */
    public record Processor(
            String instance,
            @Nullable String address,
            @Nullable JsonNode state,
            @Nullable String problem,
            List<OwnerLine> owned) {}

    /**
     * All processors.
     *
     * @param processors by name
     * @param owners of all partitions that somebody could answer for
     * @param partitions how many there are
     * @param coverage what it covers
     */
    public record All(
            List<Processor> processors,
            List<OwnerLine> owners,
            int partitions,
            Coverage coverage) {}

    /** All processors, each asked for its state. Takes at most about a second. */
    public All read() {
        Answer<List<OwnerLine>> answer = fleet.ask(new OwnersQuestion(owners));
        Map<String, List<OwnerLine>> byInstance = new TreeMap<>();
        for (OwnerLine line : answer.value()) {
            boolean isKnown = !line.instance().isEmpty();
            if (isKnown && (line.isOpen() || line.orphans() > 0)) {
                byInstance.computeIfAbsent(line.instance(), i -> new ArrayList<>()).add(line);
            }
        }
        Map<String, CompletableFuture<Told>> states = new LinkedHashMap<>();
        byInstance.forEach((instance, lines) -> {
            String address = address(lines);
            if (address != null) {
                states.put(instance, calls.get(address, "/internal/state"));
            }
        });
        List<Processor> processors = new ArrayList<>();
        byInstance.forEach((instance, lines) -> {
            CompletableFuture<Told> state = states.get(instance);
            Told told =
                    state == null
                            ? new Told(null, "it does not say where it can be asked")
                            : itself(instance, address(lines), state.join());
            processors.add(
                    new Processor(instance, address(lines), told.json(), told.problem(), lines));
        });
        return new All(processors, answer.value(), fleet.partitions(), answer.coverage());
    }

    /** What it told, unless another one did. */
    private Told itself(String instance, @Nullable String address, Told told) {
        JsonNode state = told.json();
        String other = state == null ? instance : state.path("instance").asText(instance);
        return other.equals(instance) || address == null
                ? told
                : calls.silent(
                        address,
                        "%s answers there instead of %s; set strand.processor.advertised-address"
                                .formatted(other, instance));
    }

    private static @Nullable String address(List<OwnerLine> lines) {
        for (OwnerLine line : lines) {
            if (line.address() != null) {
                return line.address();
            }
        }
        return null;
    }
}
