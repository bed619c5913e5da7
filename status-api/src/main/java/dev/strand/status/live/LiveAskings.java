package dev.strand.status.live;

import dev.strand.status.fleet.Asking;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kind of question about what was missed. */
@Factory
class LiveAskings {
    @Singleton
    @Named(ReplayQuestion.KIND)
    Asking replay(Replay replay) {
        return new Asking(ReplayQuestion.KIND, in -> ReplayQuestion.read(replay, in));
    }
}
