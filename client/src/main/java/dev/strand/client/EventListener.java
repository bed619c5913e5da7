package dev.strand.client;

import java.util.List;

/** Is told what changes. Called by one thread at a time; while it works, states may be skipped. */
public interface EventListener {
    /**
     * Tasks have changed; each is as it was last, without its payload, result and attempts. States
     * in between may be left out.
     */
    void changed(List<Task> tasks);

    /** Some changes were missed, for this reason: whoever keeps a picture reads it anew. */
    default void missed(String reason) {}
}
