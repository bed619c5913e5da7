package dev.strand.processor.delegation;

import dev.strand.core.owner.Answers;
import dev.strand.core.owner.Inside;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all other processors what they still run for owners that are gone. One that does not answer
 * is told apart from one that runs nothing. Thread-safe.
 */
final class PeerQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(PeerQuestions.class);

    private final Supplier<Collection<String>> addresses;
    private final PeerCalls calls;

    PeerQuestions(Supplier<Collection<String>> addresses, PeerCalls calls) {
        this.addresses = addresses;
        this.calls = calls;
    }

    /** Asks them all; waits until each has answered or can't be waited for any longer. */
    Answers ask(int partition, long epoch) {
        Map<String, CompletableFuture<List<Inside>>> asked = new HashMap<>();
        for (String address : Set.copyOf(addresses.get())) {
            asked.put(address, call(address, partition, epoch));
        }
        Map<String, List<Inside>> said = new HashMap<>();
        Set<String> silent = new HashSet<>();
        asked.forEach((address, call) -> {
            try {
                said.put(address, call.join());
            } catch (CompletionException | CancellationException failed) {
                silent.add(address);
                LOG.atInfo()
                        .addKeyValue("address", address)
                        .addKeyValue("partition", partition)
                        .addKeyValue("problem", PeerCalls.reason(failed).toString())
                        .log("another processor does not say what it still runs");
            }
        });
        return new Answers(said, silent);
    }

    /** What is not an address fails like one at which nobody is. */
    private CompletableFuture<List<Inside>> call(String address, int partition, long epoch) {
        try {
            return calls.inside(address, partition, epoch);
        } catch (RuntimeException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }
}
